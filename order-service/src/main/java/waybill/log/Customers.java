package waybill.log;

import static waybill.log.Columns.param;
import static waybill.log.Columns.text;
import static waybill.log.Columns.time;

import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import waybill.order.Customer;
import waybill.order.CustomerId;

/** The customers. New ones are written through {@link OrderCommands#register}. */
public final class Customers {
  private static final String COLUMNS = "id, name, email, created_at";

  private static final String LOCK =
      """
      select number from customer
       where number in (select customer_number from orders where id = any (cast(? as varchar(40) array)))
       order by number for update
      """;

  private final Database database;

  public Customers(Database database) {
    this.database = database;
  }

  public Optional<Customer> find(CustomerId id) {
    return database.inTransaction(tx -> find(tx, id));
  }

  static Optional<Customer> find(Transaction tx, CustomerId id) {
    return tx.first(
        "select " + COLUMNS + " from customer where id = ?", Customers::read, id.value());
  }

  /** In the order of their ids, after the given one, at most {@code limit}. */
  public List<Customer> list(String after, int limit) {
    return database.inTransaction(tx ->
        tx.list(
            "select " + COLUMNS + " from customer where id > ? order by id limit ?",
            Customers::read,
            after,
            limit));
  }

  /**
   * Has another node that changes orders of the same customers wait for the end of this
   * transaction. The customers are taken in one order: to find out that two batches wait for each
   * other costs PostgreSQL a second.
   */
  static void lockThoseOf(Transaction tx, List<String> orders) {
    if (tx.isShared()) {
      tx.list(LOCK, row -> row, (Object) orders.toArray(String[]::new));
    }
  }

  static void insert(Transaction tx, Customer customer) {
    tx.execute(
        "insert into customer (id, name, email, created_at) values (?, ?, ?, ?)",
        customer.id().value(),
        customer.name(),
        customer.email(),
        param(customer.createdAt()));
  }

  private static Customer read(DbRow row) {
    return new Customer(
        new CustomerId(text(row, "id")),
        text(row, "name"),
        text(row, "email"),
        time(row, "created_at"));
  }
}
