package waybill.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import waybill.order.Line;

/**
 * What has happened to one order by the time the demo starts.
 *
 * @param eta when its delivery window begins, from the start of the demo; before it if negative
 * @param placed how long before the start
 * @param life times before the start, each with what happened then: {@code 3h confirm 20m pack}
 */
record Story(Person person, List<Line> basket, Duration eta, Duration placed, String life) {

  /** Durations are written {@code 3h} or {@code 20m}. */
  Story(Person person, List<Line> basket, String eta, String placed, String life) {
    this(person, basket, duration(eta), duration(placed), life);
  }

  /** One moment of the story; without a step it is the placing. */
  record Chapter(Story story, Duration ago, Optional<Step> step) {}

  List<Chapter> chapters() {
    var chapters = new ArrayList<Chapter>();
    chapters.add(new Chapter(this, placed, Optional.empty()));
    var words = new Scanner(life);
    while (words.hasNext()) {
      var ago = duration(words.next());
      chapters.add(new Chapter(this, ago, Optional.of(Step.of(words.next()))));
    }
    return chapters;
  }

  private static Duration duration(String word) {
    return Duration.parse("PT" + word.toUpperCase(Locale.ROOT));
  }
}
