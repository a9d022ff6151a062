package waybill.demo;

import java.util.List;
import waybill.order.CustomerId;

/** A customer of the demo; scripts and documentation rely on the ids. */
record DemoCustomer(CustomerId id, String name, Route home) {
  static final DemoCustomer ADA = of("ada", "Ada Winter", Route.ALL.get(0));
  static final DemoCustomer GRACE = of("grace", "Grace Moreno", Route.ALL.get(1));
  static final DemoCustomer LINUS = of("linus", "Linus Berg", Route.ALL.get(2));

  static final List<DemoCustomer> ALL = List.of(ADA, GRACE, LINUS);

  private static DemoCustomer of(String id, String name, Route home) {
    return new DemoCustomer(new CustomerId(id), name, home);
  }

  static DemoCustomer of(String id) {
    return ALL.stream().filter(it -> it.id().value().equals(id)).findAny().orElseThrow();
  }
}
