package waybill.demo;

import java.util.Locale;

/** What can happen in a demo script; written there in lower case with dashes. */
enum Act {
  CONFIRM,
  HOLD,
  RELEASE,
  CANCEL,
  /** One piece of the last line. */
  CANCEL_PIECE,
  /** Everything that is in no parcel. */
  CANCEL_REST,
  /** A later ETA, with a reason. */
  DELAY,
  NOTE,
  /** Everything that is in no parcel yet. */
  PACK,
  /** The first line alone, so that a second parcel follows. */
  PACK_FIRST,
  PICK_UP,
  HUB,
  DEPOT,
  OUT,
  FAIL,
  PICKUP_POINT,
  DELIVER,
  PROBLEM,
  LOSE,
  TURN_BACK,
  RETURNED,
  /** Something is wrong with a delivered parcel. */
  COMPLAIN;

  static Act of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
