package waybill.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import waybill.json.FieldError;
import waybill.json.Fields;
import waybill.json.Fields.InvalidFields;
import waybill.json.Json;
import waybill.order.NewCustomer;

/** A customer is read from JSON, or all wrong fields are named. */
final class CustomerRoutesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "Ada", "email": "ada@example.org"}              |
          {"id": "ada", "name": "Ada", "email": "ada@example.org"} |
          {"id": "Ada", "name": "Ada", "email": "ada@example.org"} | /id
          {"name": "A\\nB", "email": "ada@example.org"}            | /name
          {"name": "Ada", "email": "ada"}                          | /email
          {"name": "Ada", "email": "ada@b c"}                      | /email
          {"name": "Ada"}                                          | /email
          """)
  void aCustomerIsReadOrRefused(String json, String pointer) {
    if (pointer == null) {
      assertEquals("Ada", newCustomer(json).name());
    } else {
      assertEquals(List.of(pointer), pointers(json));
    }
  }

  private static NewCustomer newCustomer(String json) {
    return Fields.read(Json.parse(json), CustomerRoutes::newCustomer);
  }

  private static List<String> pointers(String json) {
    return assertThrows(InvalidFields.class, () -> newCustomer(json)).errors().stream()
        .map(FieldError::pointer)
        .toList();
  }
}
