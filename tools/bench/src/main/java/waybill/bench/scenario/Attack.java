package waybill.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import waybill.bench.TestBed;

/**
 * What some clients do to the service, within the limits of docs/security.md or just above them.
 *
 * @param requests the bytes of each client, by its number
 * @param reading whether they read what the service answers
 */
record Attack(String name, int clients, IntFunction<byte[]> requests, boolean reading) {
  /** One credential may have two bulk uploads, and all together eight. */
  private static final int TOKENS = 4;

  private static final int BODY = 64 * 1024;
  private static final int BULK_BODY = 16 * 1024 * 1024;
  private static final int BULK_LINES = 10_000;

  /**
   * Nothing for comparison, then every attack.
   *
   * @param customer the one whose history is long
   */
  static List<Attack> all(TestBed bed, int customer) {
    var tokens = IntStream.range(0, TOKENS).mapToObj(_ -> bed.signIn().token()).toList();
    IntFunction<String> staff = i -> tokens.get(i % TOKENS);
    var history = "GET /api/customers/" + bed.testData().id(customer) + "/events?limit=500";
    var change = "POST /api/orders/" + bed.testData().order(customer) + "/events";
    var bulk = "POST /api/events";
    var search = "GET /api/orders?limit=200&q=";
    var note = padded("{\"type\":\"order.note_added\",\"text\":\"n\"}", BODY);
    var largest = largestUpload();
    var notes = notes(bed);
    return List.of(
        new Attack("nothing", 0, _ -> new byte[0], true),
        new Attack("wrong passwords", 200, i -> request("POST /api/tokens", "", password(i)), true),
        new Attack("histories", 40, i -> request(history, staff.apply(i), ""), true),
        new Attack(
            "answers not read", 200, i -> pipelined(request(history, staff.apply(i), "")), false),
        new Attack("half a body", 400, i -> half(request(change, staff.apply(i), note)), true),
        new Attack("largest bodies", 32, i -> request(change, staff.apply(i), note), true),
        new Attack("largest uploads", 8, i -> request(bulk, staff.apply(i), largest), true),
        new Attack("no credential", 500, _ -> request(history, "", ""), true),
        new Attack("no credential, half a head", 500, _ -> half(request(history, "", "")), true),
        new Attack("searches", 40, i -> request(search + words(i), staff.apply(i), ""), true),
        new Attack("bulk uploads", 16, i -> request(bulk, staff.apply(i), notes), true));
  }

  private static String password(int client) {
    return "{\"username\":\"n%d\",\"password\":\"wrongwrong\"}".formatted(client);
  }

  private static String words(int client) {
    return client % 2 == 0 ? "lamp" : "desk%20lamp%20bulb%20warm%20white%20leipzig%20dhl%20de";
  }

  /** Each line is read and refused, so it costs memory and no writing. */
  private static String largestUpload() {
    var line = "{\"orderId\":\"WB-X\",\"type\":\"order.confirmed\"}";
    return (padded(line, BULK_BODY / BULK_LINES - 1) + "\n").repeat(BULK_LINES);
  }

  private static String notes(TestBed bed) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> bed.testData().order(1 + i % (bed.testData().size() - 1)))
        .map("{\"orderId\":\"%s\",\"type\":\"order.note_added\",\"text\":\"n\"}\n"::formatted)
        .collect(Collectors.joining());
  }

  private static String padded(String json, int length) {
    return json + " ".repeat(length - json.length());
  }

  private static byte[] request(String line, String token, String body) {
    var type = line.equals("POST /api/events") ? "application/x-ndjson" : "application/json";
    var head =
        line
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: */*\r\n"
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
            + (body.isEmpty()
                ? ""
                : "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n")
            + "\r\n";
    return (head + body).getBytes(US_ASCII);
  }

  private static byte[] pipelined(byte[] request) {
    return new String(request, US_ASCII).replace("Connection: close\r\n", "").getBytes(US_ASCII);
  }

  private static byte[] half(byte[] request) {
    return Arrays.copyOf(request, request.length / 2);
  }
}
