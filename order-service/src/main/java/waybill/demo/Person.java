package waybill.demo;

import java.util.List;
import java.util.Optional;
import waybill.order.CustomerId;
import waybill.order.NewCustomer;

/** A customer of the demo; scripts and documentation rely on the ids. */
record Person(CustomerId id, String name, Route home) {
  static final Person ADA = new Person(new CustomerId("ada"), "Ada Winter", Route.to("Leipzig"));
  static final Person GRACE =
      new Person(new CustomerId("grace"), "Grace Moreno", Route.to("Porto"));
  static final Person LINUS =
      new Person(new CustomerId("linus"), "Linus Berg", Route.to("Gothenburg"));

  static final List<Person> ALL = List.of(ADA, GRACE, LINUS);

  NewCustomer registration() {
    return new NewCustomer(Optional.of(id), name, id + "@example.org");
  }
}
