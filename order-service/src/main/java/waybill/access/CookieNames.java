package waybill.access;

import waybill.http.Cookies;

/** The names of the cookies that identify a session, a guest and a known browser. */
public record CookieNames(String session, String guest, String device) {
  public static CookieNames of(Cookies cookies) {
    return new CookieNames(
        cookies.name("waybill_session"),
        cookies.name("waybill_guest"),
        cookies.name("waybill_device"));
  }
}
