package waybill.demo;

import java.util.List;
import waybill.order.CustomerId;

/** A customer of the demo; scripts and documentation rely on the ids. */
record DemoCustomer(CustomerId id, String name, Route home) {
  static final DemoCustomer ADA = of("ada", "Ada Winter", "Leipzig");
  static final DemoCustomer GRACE = of("grace", "Grace Moreno", "Porto");
  static final DemoCustomer LINUS = of("linus", "Linus Berg", "Gothenburg");

  static final List<DemoCustomer> ALL = List.of(ADA, GRACE, LINUS);

  private static DemoCustomer of(String id, String name, String city) {
    return new DemoCustomer(new CustomerId(id), name, Route.to(city));
  }

  /** The customer of that id, which is one of the three. */
  static DemoCustomer named(String id) {
    return ALL.stream().filter(it -> it.id().value().equals(id)).findAny().orElseThrow();
  }
}
