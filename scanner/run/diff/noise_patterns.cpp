#include <string>

#include "scanner/run/diff/noise.h"

namespace pagescan {
namespace {

re2::RE2::Options pattern_options() {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  return options;
}

// Full names and abbreviations, of languages spoken in Europe, longest first.
std::string month_pattern() {
  return "(?:"
         // English, German, Dutch, the Scandinavian languages
         "january|february|march|april|june|july|august|september|october|"
         "november|december|januar|jänner|februar|märz|juni|juli|oktober|"
         "dezember|januari|februari|maart|mei|augustus|mars|desember|marts|"
         "augusti|maj|may|mai|"
         // French, Spanish, Portuguese, Italian, Romanian
         "janvier|février|fevrier|avril|juin|juillet|août|aout|septembre|"
         "octobre|novembre|décembre|decembre|enero|febrero|marzo|abril|mayo|"
         "junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|"
         "janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|"
         "dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|"
         "ottobre|dicembre|ianuarie|februarie|martie|aprilie|iunie|iulie|"
         "septembrie|octombrie|noiembrie|decembrie|"
         // Polish, Czech, Hungarian, Finnish, Turkish
         "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|"
         "października|listopada|grudnia|ledna|února|března|dubna|května|"
         "června|července|srpna|září|října|listopadu|prosince|január|február|"
         "március|április|május|június|július|augusztus|szeptember|október|"
         "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|"
         "heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta|"
         "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|"
         "aralık|"
         // Russian, Ukrainian, Greek
         "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|"
         "ноября|декабря|січня|лютого|березня|квітня|травня|червня|липня|"
         "серпня|вересня|жовтня|листопада|грудня|ιανουαρίου|φεβρουαρίου|"
         "μαρτίου|απριλίου|μαΐου|ιουνίου|ιουλίου|αυγούστου|σεπτεμβρίου|"
         "οκτωβρίου|νοεμβρίου|δεκεμβρίου|"
         "sept|janv|févr|juil|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|okt|"
         "dez|déc|avr|ene|abr|ago|dic|fev|set|out|gen|mag|giu|lug|ott|mär|янв|"
         "фев|апр|июн|июл|авг|сен|окт|ноя|дек)";
}

const char* const kDay = "(?:0?[1-9]|[12][0-9]|3[01])";
const char* const kNumberMonth = "(?:0?[1-9]|1[0-2])";
const char* const kYear = "(?:19|20)[0-9]{2}";
const char* const kClock =
    "(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?";
const char* const kZone = "(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})";

// Days, months and years by number.
std::string number_dates() {
  const std::string day = kDay;
  const std::string year = kYear;
  const std::string month = kNumberMonth;
  std::string all;
  // 2026-11-12, 2026/11/12, 2026.11.12, 20261112T103300Z
  all += "\\b" + year + "-" + month + "-" + day;
  all += "|\\b" + year + "/" + month + "/" + day;
  all += "|\\b" + year + "\\." + month + "\\." + day;
  all +=
      "|\\b20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
      "T[0-9]{6}Z?";
  // 12.11.2026, 11/12/2026, 12-11-2026
  all += "|\\b" + day + "\\. ?" + month + "\\. ?" + year;
  all += "|\\b" + day + "/" + day + "/" + year;
  all += "|\\b" + day + "-" + day + "-" + year;
  return all;
}

// With the name of the month.
std::string named_dates() {
  const std::string day = kDay;
  const std::string year = kYear;
  const std::string month = month_pattern();
  const std::string weekday =
      "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
  std::string all;
  // Thu, 12 Nov 2026; 12. November 2026; 12 de noviembre de 2026
  all += "(?:\\b" + weekday + ",? )?\\b" + day +
         "(?:st|nd|rd|th|er|º|ª)?\\.?[ -](?:of |de |d')?" + month +
         "\\.?,?[ -](?:de |del )?" + year;
  // November 12, 2026; Thu Nov 12 10:33:00 EST 2026
  all += "|\\b(?:" + weekday + ",? )?" + month + "\\.? " + day +
         "(?:st|nd|rd|th)?,? (?:" + kClock + " (?:[a-z]{3,4} )?)?" + year;
  // Saturday, November 28; Saturday 28 November
  all += "|\\b" + weekday + ",? " + month + "\\.? " + day + "(?:st|nd|rd|th)?";
  all += "|\\b" + weekday + ",? " + day + "(?:st|nd|rd|th)? " + month;
  return all;
}

std::string dates_pattern() {
  const std::string year = kYear;
  const std::string month = kNumberMonth;
  const std::string time = std::string("(?:T|,? (?:at )?)") + kClock +
                           "(?: ?[ap]\\.?m)?(?: ?" + kZone + ")?\\b";
  std::string all =
      "(?:" + number_dates() + '|' + named_dates() + ")(?:" + time + "|\\b)";
  // 2026年11月12日, 2026년 11월 12일
  all += "|\\b" + year + " ?年 ?" + month + " ?月 ?" + kDay + " ?日";
  all += "|\\b" + year + "년 ?" + month + "월 ?" + kDay + "일";
  all += "|\\b" + month + "月" + kDay + "日";
  return all;
}

std::string times_pattern() {
  std::string all;
  all += std::string("\\b") + kClock +
         "(?: ?[ap]\\.?m\\b\\.?)?(?: ?(?:" + kZone +
         "|CES?T|E[SD]T|C[SD]T|M[SD]T|P[SD]T|BST|Uhr)\\b)?\\b";
  all += "|\\b(?:0?[1-9]|1[0-2]) ?[ap]\\.?m\\b";
  all +=
      "|\\b(?:[0-9]{1,4}|an?|one|a few|few) ?(?:s|secs?|seconds?|m|mins?|"
      "minutes?|h|hrs?|hours?|d|days?|w|weeks?|mos?|months?|y|yrs?|years?) "
      "ago\\b";
  all +=
      "|\\bvor (?:[0-9]{1,4}|einer|einem) (?:Sekunden?|Sek|Min|Minuten?|Std|"
      "Stunden?|Tag|Tagen|Wochen?|Monat|Monaten|Jahr|Jahren)\\b";
  all +=
      "|\\bil y a (?:[0-9]{1,4}|une?) (?:secondes?|min|minutes?|heures?|h|"
      "jours?|semaines?|mois|ans?)\\b";
  all +=
      "|\\b(?:hace|há) (?:[0-9]{1,4}|una?|uma?) (?:segundos?|minutos?|min|"
      "horas?|h|días?|dias?|semanas?|meses|mes|mês|años?|anos?)\\b";
  all +=
      "|\\b[0-9]{1,4} (?:secondi|secondo|minuti|minuto|ore|ora|giorni|"
      "giorno|settimane|mesi|anni) fa\\b";
  all +=
      "|\\b[0-9]{1,4} (?:seconden|minuten|minuut|uur|dagen|weken|maanden|"
      "jaar) geleden\\b";
  all +=
      "|\\b[0-9]{1,4} (?:секунд[ыу]?|минут[ыу]?|час(?:а|ов)?|дн(?:я|ей)|"
      "день|недел[яиь]ю?|месяц(?:а|ев)?|год(?:а)?|лет) назад";
  all +=
      "|\\b[0-9]{1,4} ?(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週間|週|"
      "个月|個月|ヶ月|か月|年)前";
  all += "|\\b[0-9]{1,4} ?(?:초|분|시간|일|주|개월|년) ?전";
  all += "|[0-9]{1,2}時[0-9]{1,2}分";
  return all;
}

std::string counters_pattern() {
  const std::string number =
      "(?:[0-9]{1,3}(?:[., '’\\x{a0}\\x{202f}][0-9]{3})+|[0-9]+(?:[.,][0-9]{1,"
      "2})?)(?: ?[KMB])?\\+?";
  std::string all;
  all += "\\b" + number +
         "[ \\x{a0}]?(?:page ?views?|views?|comments?|likes?|users? online|"
         "users?|guests?|members? online|shares?|downloads?|visitors?|visits?|"
         "items?|results?|repl(?:y|ies)|reads?|followers?|subscribers?|votes|"
         "reviews?|ratings?|answers?|retweets?|reposts?|plays?|hits?|clicks?|"
         "impressions?|reactions?|posts?|online|"
         "people (?:are )?(?:viewing|watching|online|looking)|"
         "Aufrufe?|Kommentare?|Besucher|Ergebnisse?|Treffer|Bewertungen|"
         "Antworten|Beiträge|Leser|"
         "vues?|commentaires?|résultats?|visiteurs?|réponses?|avis|"
         "vistas?|comentarios?|resultados?|visitas?|respuestas?|seguidores|"
         "visualizações|comentários?|visualizzazioni|commenti|risultati|"
         "weergaven|reacties|resultaten|komentarzy|wyświetleń)\\b";
  all += "|\\b" + number +
         " (?:просмотр(?:ов|а)?|комментари(?:й|я|ев)|"
         "ответ(?:ов|а)?|пользовател(?:ь|я|ей))";
  all +=
      "|\\b[0-9][0-9,.]*[万亿萬億]? ?(?:回視聴|件のコメント|次观看|次播放|"
      "次浏览|条评论|人在线|개의 댓글)";
  all +=
      "|\\b(?:views|comments|likes|visitors|downloads|shares|replies|"
      "results|hits|online|users online|guests|members|followers|votes|"
      "reviews|visits|page ?views|Kommentare|Aufrufe|Besucher|"
      "commentaires|vues|comentarios)"
      "(?: ?: ?| ?\\( ?)" +
      number + "(?:\\)|\\b)";
  // What a server says about its work.
  all +=
      "|\\b(?:generated|rendered|created|loaded|processed|executed|served|"
      "took|time)[a-z :=]{0,24}[0-9]+(?:\\.[0-9]+)? ?(?:ms|msecs?|"
      "milliseconds?|s|secs?|seconds?)\\b";
  all +=
      "|\\b(?:memory|mem)[a-z :=]{0,24}[0-9]+(?:\\.[0-9]+)? ?(?:[KMG]i?B|"
      "bytes)\\b";
  all += "|\\b[0-9]+ (?:sql |db |database |mysql )?quer(?:y|ies)\\b";
  return all;
}

// The group is the ID.
std::string labelled_pattern() {
  return "\\b(?:request|ray|trace|correlation|incident|session|transaction|"
         "support|event|error|reference)"
         "(?:[ -]?id|[ -]?number|[ -]?no\\.?| ?#|[ -]?code)"
         "[ \\t]*[:#=]?[ \\t]*([0-9A-Za-z][0-9A-Za-z._-]{7,63})";
}

}  // namespace

NoisePatterns::NoisePatterns()
    : dates(dates_pattern(), pattern_options()),
      times(times_pattern(), pattern_options()),
      counters(counters_pattern(), pattern_options()),
      labelled(labelled_pattern(), pattern_options()) {}

const NoisePatterns& noise_patterns() {
  static const NoisePatterns kPatterns;
  return kPatterns;
}

}  // namespace pagescan
