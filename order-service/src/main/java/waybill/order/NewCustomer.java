package waybill.order;

import java.util.Optional;

/** A customer to register; without an id the service makes one. */
public record NewCustomer(Optional<CustomerId> id, String name, String email) {}
