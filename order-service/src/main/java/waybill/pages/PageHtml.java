package waybill.pages;

import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Renders a page: inserts its partials, and lists all modules that it imports, so that the browser
 * loads them at the same time instead of level by level.
 */
final class PageHtml {
  private static final Pattern INCLUDE =
      Pattern.compile("(?m)^( *)<!-- include ([\\w-]+\\.html) -->\\R");
  private static final Pattern PRELOAD = Pattern.compile("(?m)^( *)<!-- preload -->\\R");
  private static final Pattern SCRIPT =
      Pattern.compile("<script type=\"module\" src=\"/([^\"]+)\"></script>");
  private static final Pattern STYLE =
      Pattern.compile("(?m)^ *<link rel=\"stylesheet\" href=\"/([^\"]+)\">\\R");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(?:import|\\} from)\\s.*?\"(\\.[^\"]+)\";$");

  private final UnaryOperator<String> files;

  /**
   * @param files the text of a file by its path
   */
  PageHtml(UnaryOperator<String> files) {
    this.files = files;
  }

  /** A page as its file says, with a link to each of its style sheets and modules. */
  String render(String name) {
    return preload(html(name));
  }

  /** The style sheets that a page names, one after the other. */
  String styles(String name) {
    return STYLE
        .matcher(html(name))
        .results()
        .map(style -> files.apply(style.group(1)))
        .collect(Collectors.joining("\n"));
  }

  /**
   * A page that loads one style sheet and one script instead of many.
   *
   * @param styles the path of what {@link #styles} says
   * @param hasScript whether the build has made one script of its modules
   */
  String renderBundled(String name, String styles, boolean hasScript) {
    var link = "  <link rel=\"stylesheet\" href=\"/" + styles + "\">\n";
    var html = STYLE.matcher(html(name)).replaceAll("").replaceFirst("(?m)^ *<title>", link + "$0");
    return hasScript
        ? PRELOAD.matcher(html).replaceAll("").replace("/assets/page/", "/assets/bundle/")
        : preload(html);
  }

  private String preload(String html) {
    return PRELOAD
        .matcher(html)
        .replaceAll(preload -> links(html).indent(preload.group(1).length()));
  }

  private String html(String name) {
    return INCLUDE.matcher(files.apply(name)).replaceAll(this::partial);
  }

  private String partial(MatchResult include) {
    var text = files.apply("partials/" + include.group(2));
    return Matcher.quoteReplacement(text.indent(include.group(1).length()));
  }

  private String links(String html) {
    var modules = new TreeSet<String>();
    SCRIPT.matcher(html).results().forEach(script -> addImports(script.group(1), modules));
    return modules.stream()
        .map("<link rel=\"modulepreload\" href=\"/%s\">"::formatted)
        .collect(Collectors.joining("\n"));
  }

  /** Adds the modules that a module imports, directly or not. */
  private void addImports(String module, Set<String> found) {
    IMPORT
        .matcher(files.apply(module))
        .results()
        .forEach(match -> {
          var imported = URI.create(module).resolve(match.group(1)).toString();
          if (found.add(imported)) {
            addImports(imported, found);
          }
        });
  }
}
