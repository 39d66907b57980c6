#include <gtest/gtest.h>

#include <string_view>

#include "tests/passes/expect_pretty.h"

namespace pagescan {
namespace {

// What the reference gives, construct by construct; also for markup that no
// serialisation has, which raw text elements can hold.
constexpr PrettyCase kElements[] = {
    {"<form><hr><br><wbr><input><link><meta></form>",
     "<form>\n  <hr><br><wbr><input>\n  <link>\n  <meta>\n</form>"},
    {"<form>a<hr>b<br>c<pre>d</pre>e<div>f</div>g</form>",
     "<form>a\n  <hr>b<br>c\n  <pre>d</pre>e<div>f</div>g\n</form>"},
    {"<div></div>", "<div></div>"},
    {"<div> \n </div>", "<div>\n</div>"},
    {"<span><div><b></b></div></span>",
     "<span>\n  <div><b></b></div>\n</span>"},
    {"<form><fieldset><legend>L</legend></fieldset><button>B</button></form>",
     "<form>\n  <fieldset>\n    <legend>L</legend>\n  "
     "</fieldset><button>B</button>\n</form>"},
    {"<form><select><optgroup "
     "label=\"x\"><option>1</option></optgroup></select></form>",
     "<form><select>\n    <optgroup label=\"x\">\n      <option>1</option>\n   "
     " </optgroup>\n  </select></form>"},
    {"<form><x-a><y-b></y-b></x-a></form>",
     "<form><x-a><y-b></y-b></x-a></form>"},
    {"<form><svg><linearGradient><stop></stop></"
     "linearGradient><foreignObject><div></div></foreignObject></svg></form>",
     "<form><svg>\n    <linearGradient>\n      <stop></stop>\n    "
     "</linearGradient>\n    <foreignObject>\n      <div></div>\n    "
     "</foreignObject>\n  </svg></form>"},
    {"<form><div><span>a</span><p>b</p><span>c</span></div></form>",
     "<form>\n  <div><span>a</span>\n    <p>b</p><span>c</span>\n  "
     "</div>\n</form>"},
    {"<div><b>x</b>\n<i>y</i></div>", "<div><b>x</b>\n  <i>y</i>\n</div>"},
    {"<b><i>\n<u>x</u></i></b>", "<b><i>\n    <u>x</u></i></b>"},
    {"<div>a</b>c</div></i>d", "<div>a</b>c</div></i>d"},
};

TEST(HtmlFormatConstructs, ElementClasses) { expect_pretty(kElements); }

constexpr PrettyCase kOptionalEndTags[] = {
    {"<ul><li>a<li>b<ul><li>c</ul></ul>",
     "<ul>\n  <li>a\n  <li>b<ul>\n      <li>c\n    </ul>\n</ul>"},
    {"<menu><li>a<b>x<li>b</menu>", "<menu>\n  <li>a<b>x\n  <li>b\n</menu>"},
    {"<dl><dt>a<dd>b<dt>c</dl>", "<dl>\n  <dt>a\n  <dd>b\n  <dt>c\n</dl>"},
    {"<select><option>a<option>b<optgroup><option>c<optgroup></select>",
     "<select>\n  <option>a\n  <option>b<optgroup>\n      <option>c\n    "
     "<optgroup>\n</select>"},
    {"<ruby>a<rt>b<rp>c<rt>d</ruby>",
     "<ruby>a<rt>b\n  <rp>c\n  <rt>d\n</ruby>"},
    {"<table><caption>c<colgroup><col><thead><tr><th>a<td>b<tbody><tr><td>c<tr>"
     "<td>d<tfoot><tr></table>",
     "<table>\n  <caption>c\n  <colgroup>\n    <col>\n  <thead>\n    <tr>\n    "
     "  <th>a\n      <td>b\n  <tbody>\n    <tr>\n      <td>c\n    <tr>\n      "
     "<td>d\n  <tfoot>\n    <tr>\n</table>"},
    {"<div><p>a<div>b</div></div>", "<div>\n  <p>a\n  <div>b</div>\n</div>"},
    {"<a><p>a<div>b</div></p></a>", "<a>\n  <p>a<div>b</div>\n  </p>\n</a>"},
    {"<del><p>a<ul><li>b</ul></del>",
     "<del>\n  <p>a<ul>\n      <li>b\n    </ul>\n</del>"},
    {"<p>a<p>b<span>c<p>d", "<p>a\n<p>b<span>c<p>d"},
    {"<p>a<p>b</p></p>", "<p>a\n<p>b</p>\n</p>"},
    {"<div><head>a<body>b</div>", "<div>\n\n  <head>a\n\n  <body>b\n</div>"},
    {"<svg><td>a<g><td>b</td></g></td></svg>",
     "<svg>\n  <td>a<g>\n  <td>b</td>\n  </g>\n  </td>\n</svg>"},
};

TEST(HtmlFormatConstructs, OptionalEndTags) { expect_pretty(kOptionalEndTags); }

constexpr PrettyCase kComments[] = {
    {"<form><!----><div></div><!--x--></form>",
     "<form><!---->\n  <div></div><!--x-->\n</form>"},
    {"<div><b>x</b><!-- y --></div>", "<div><b>x</b><!-- y --></div>"},
    {"<div><br><!-- y --><p>x</p></div>",
     "<div><br><!-- y -->\n  <p>x</p>\n</div>"},
    {"<div><br><!-- y\n --></div>", "<div><br><!-- y\n --></div>"},
    {"<div>\n<!-- y --></div>", "<div>\n  <!-- y -->\n</div>"},
    {"<div><p>a</p>\n<!-- y -->\n<p>b</p></div>",
     "<div>\n  <p>a</p>\n  <!-- y -->\n  <p>b</p>\n</div>"},
    {"<div><!--[if IE]><p>x</p><![endif]--></div>",
     "<div><!--[if IE]><p>x</p><![endif]--></div>"},
    {"<div><!-- a > b -- c --></div>", "<div><!-- a > b -- c --></div>"},
    {"<div><!-->a--><p>b</p></div>", "<div><!-->a-->\n  <p>b</p>\n</div>"},
    {"<div><![CDATA[ a <b> ]]><p>x</p></div>",
     "<div>\n  <![CDATA[ a <b> ]]>\n  <p>x</p>\n</div>"},
    {"<div><![CDATA[a-b]]></div>", "<div><![CDATA[a-b]]></div>"},
    {"<div><![if !IE]>a<![endif]></div>",
     "<div>\n  <![if !IE]>a\n  <![endif]>\n</div>"},
    {"<div><?xml a=\"b\"?></div>", "<div>\n  <?xml a=\"b\"?>\n</div>"},
    {"<div><!doctype html></div>", "<div>\n  <!doctype html>\n</div>"},
    {"<div><!-- a", "<div><!-- a"},
    {"<div><p>\n\n<!-- b -->\n\n</p></div>",
     "<div>\n  <p>\n\n    <!-- b -->\n\n  </p>\n</div>"},
};

TEST(HtmlFormatConstructs, Comments) { expect_pretty(kComments); }

constexpr PrettyCase kDirectives[] = {
    {"<div><!-- beautify ignore:start --><p>  <b>\n  x</p><!-- beautify "
     "ignore:end --><p>  y</p></div>",
     "<div><!-- beautify ignore:start --><p>  <b>\n  x</p><!-- beautify "
     "ignore:end -->\n  <p> y</p>\n</div>"},
    {"<div><!-- beautify ignore:start -->  <p>\n\n\n  </p></div>",
     "<div><!-- beautify ignore:start -->  <p>\n\n\n  </p></div>"},
    {"<div><!-- beautify preserve:start --><p>  <b>x</b></p><!-- beautify "
     "preserve:end --></div>",
     "<div><!-- beautify preserve:start -->\n  <p> <b>x</b></p><!-- beautify "
     "preserve:end -->\n</div>"},
    {"<div><!-- beautify a:b ignore:start --><p>  "
     "<!--\tbeautify\nignore:end\u00A0--><p></p></div>",
     "<div><!-- beautify a:b ignore:start --><p>  "
     "<!--\tbeautify\nignore:end\u00A0-->\n  <p></p>\n</div>"},
    {"<div><!-- beautify ignore:start ignore:end --><p>  x</p></div>",
     "<div><!-- beautify ignore:start ignore:end -->\n  <p> x</p>\n</div>"},
    {"<div><!-- beautify ignore:starts --><p>  x</p></div>",
     "<div><!-- beautify ignore:starts -->\n  <p> x</p>\n</div>"},
    {"<div><!-- beautify ignore:start--><p>  x</p></div>",
     "<div><!-- beautify ignore:start-->\n  <p> x</p>\n</div>"},
    {"<div><!--  beautify ignore:start --><p>  x</p></div>",
     "<div><!--  beautify ignore:start -->\n  <p> x</p>\n</div>"},
    {"<div><!-- x <!-- beautify ignore:start --><p>  x</p></div>",
     "<div><!-- x <!-- beautify ignore:start --><p>  x</p></div>"},
    {"<div>/* beautify ignore:start */  <p>a  b</p> /* beautify ignore:end "
     "*/</div>",
     "<div>/* beautify ignore:start */ <p>a b</p> /* beautify ignore:end "
     "*/</div>"},
    {"<div><!-- display: block --><p>a</p></div>",
     "<div><!-- display: block -->\n  <p>a</p>\n</div>"},
};

TEST(HtmlFormatConstructs, BeautifyDirectives) { expect_pretty(kDirectives); }

constexpr PrettyCase kTemplates[] = {
    {"<p>{{ a  b }} {{{c}}}d {{! e  f }} {{!-- g }} h --}}</p>",
     "<p>{{ a  b }} {{{c}}}d {{! e  f }} {{!-- g }} h --}}</p>"},
    {"<div>{{#if x}}<p>a</p>{{else}}<p>b</p>{{/if}}</div>",
     "<div>{{#if x}}\n    <p>a</p>\n  {{else}}\n    <p>b</p>\n  {{/if}}</div>"},
    {"<div>\n{{#each x}}\n{{#unless "
     "y}}\na\n{{else}}\nb\n{{/unless}}\n{{/each}}\n</div>",
     "<div>\n  {{#each x}}\n    {{#unless y}}\n      a\n    {{else}}\n      "
     "b\n    {{/unless}}\n  {{/each}}\n</div>"},
    {"<div>{{^x}}a{{/x}}{{~#if y~}}b{{~/if~}}</div>",
     "<div>{{^x}}a{{/x}}{{~#if y~}}b{{~/if~}}</div>"},
    {"<div>{{#> part a}}x{{/part}}{{#>part}}y{{/part}}{{> z}}</div>",
     "<div>{{#> part a}}x{{/part}}{{#>part}}y{{/part}}{{> z}}</div>"},
    {"<div>{{#>a>b}}x{{/b}}{{#>}}y{{/}}</div>",
     "<div>{{#>a>b}}x{{/b}}{{#>}}y{{/}}</div>"},
    {"<div>{{#*inline \"a\"}}b{{/inline}}{{~}}{{}}</div>",
     "<div>{{#*inline \"a\"}}b{{/inline}}{{~}}{{}}</div>"},
    {"<div>{{\na\n b }}{{ c\n\n}}</div>", "<div>{{\na\n b }}{{ c\n\n}}</div>"},
    {"<div>{{a}b}}{{c</div>", "<div>{{a}b}}{{c</div>"},
    {"<div>{{head}}a{{body}}b{{/html}}c</div>",
     "<div>\n\n  {{head}}a\n\n  {{body}}b\n\n  {{/html}}c\n</div>"},
    {"<div>{{#li}}a{{#li}}b{{/li}}{{input}}{{#input}}{{#pre}}  c  "
     "{{/pre}}</div>",
     "<div>{{#li}}a{{#li}}b{{/li}}{{input}}{{#input}}{{#pre}}  c  "
     "{{/pre}}</div>"},
    {"<p>{% if  a %}b{%  c %} {#  d #}{# e</p>",
     "<p>{% if  a %}b{%  c %} {#  d #}{# e</p>"},
    {"<p>a<% b  c %>d<%e%> <%\u00E9%> <%\U0001F600%> <%%></p> <% f %> g",
     "<p>a<% b  c %>d<%e%> <%\u00E9%> <%\U0001F600%> <%%>\n</p> <% f %> g"},
    {"<p>a<?php  b ?>c<?=  d ?><? e  ?>f</p>",
     "<p>a<?php  b ?>c<?=  d ?><? e  ?>f</p>"},
    {"<input a=\"{{\"x\"}}\" b=\"{% c %}\" {{d e}}=\"\" {#f g#} h{{i}}j=\"<%= "
     "k  %>\" l=\"<?php \"m\" ?>\">",
     "<input a=\"{{\"x\"}}\" b=\"{% c %}\" {{d e}}=\"\" {#f g#} h{{i}}j=\"<%= "
     "k  %>\" l=\"<?php \"m\" ?>\">"},
    {"<x{{a b}}c d=\"e\"></x{{a b}}c>", "<x{{a b}}c d=\"e\"></x{{a b}}c>"},
    {"<pre>{{a}}  b\n  c</pre>", "<pre>{{a}} b\nc</pre>"},
    {"<div>@if (a) {<p>b</p>}</div>", "<div>@if (a) {<p>b</p>}</div>"},
    {"<p>{a} {literal} ${b}</p>", "<p>{a} {literal} ${b}</p>"},
    {"<p>{{else}}a</p>", "<p>\n  {{else}}a\n</p>"},
    {"<if>a{{else}}b</if>", "<if>a\n{{else}}b\n</if>"},
};

TEST(HtmlFormatConstructs, TemplateConstructs) { expect_pretty(kTemplates); }

constexpr PrettyCase kAttributes[] = {
    {"<form a=\"\" b=\"c d\" e=\"f\n  g\"></form>",
     "<form a=\"\" b=\"c d\" e=\"f\n  g\"></form>"},
    {"<input \"=\"\" a=\"\">b<p>\"</p>", "<input \"=\"\" a=\"\">b<p>\" </p>"},
    {"<input a\"b=\"\" c'd=\"\" <=\"\" e<f=\"\">",
     "<input a\"b=\"\" c'd=\"\" <=\"\" e<f=\"\">"},
    {"<input =a=\"\">", "<input=a=\"\">"},
    {"<input a= b='c' d=e f = \"g\">", "<input a=b='c' d=e f=\"g\">"},
    {"<input a=\"b\"c=\"d\"\"e\">", "<input a=\"b\" c=\"d\"\"e\">"},
    {"<br/><div/><p a/>x</p><img b=\"/>\" >",
     "<br />\n<div />\n<p a />x</p><img b=\"/>\">"},
    {"<input\n\na=\"b\"\n\n>", "<input a=\"b\">"},
    {"<input a/b c>", "<input a/b c>"},
    {"<a href=\"x\">y</a\n>", "<a href=\"x\">y</a>"},
    {"<></><a></ b>", "<></><a></ b>"},
};

TEST(HtmlFormatConstructs, OddAttributes) { expect_pretty(kAttributes); }

constexpr PrettyCase kRawText[] = {
    {"<div><pre>  a\n\n  b  </pre>  c</div>",
     "<div>\n  <pre>  a\n\n  b  </pre> c\n</div>"},
    {"<div><pre>\n\n  </pre></div>", "<div>\n  <pre>\n\n  </pre>\n</div>"},
    {"<div><pre></pre></div>", "<div>\n  <pre></pre>\n</div>"},
    {"<pre>a</PRE >b", "<pre>a</PRE>b"},
    {"<div>x<textarea>\n a </textarea> <textarea>  </textarea></div>",
     "<div>x<textarea>\n a </textarea> <textarea>  </textarea></div>"},
    {"<div><pre>a <b>c</b>\n  d</pre></div>",
     "<div>\n  <pre>a <b>c</b>\n  d</pre>\n</div>"},
    {"<pre>&lt;/pre> a  b</pre>", "<pre>&lt;/pre> a  b</pre>"},
    {"<div><script></script><script>  </script><script>\n a\n</script></div>",
     "<div>\n  <script></script>\n  <script>  </script>\n  <script>\n "
     "a\n</script>\n</div>"},
    {"<div><script><!-- a -->b  c\n d<e f=\"g\"></script><p>x</p></div>",
     "<div>\n  <script><!-- a -->b  c\n d<e f=\"g\">\n  </script>\n  "
     "<p>x</p>\n</div>"},
    {"<div><script><![CDATA[ a ]]></script></div>",
     "<div>\n  <script><![CDATA[ a ]]></script>\n</div>"},
    {"<div><style>\n\na{}\n</style></div>",
     "<div>\n  <style>\n\na{}\n</style>\n</div>"},
    {"<div><script>{{a}}  b</script></div>",
     "<div>\n  <script>{{a}} b</script>\n</div>"},
    {"<div><script>\"</scripty>\"</script></div>",
     "<div>\n  <script>\"</scripty>\"</script>\n</div>"},
    {"<div><script>a", "<div>\n  <script>a"},
    {"<pre\u00A0x>a  b</pre\u00A0x>", "<pre\u00A0x>a  b</pre\u00A0x>"},
    {"<div><xmp><b a=\"</xmp></div>", "<div>\n  <xmp><b a=\"</xmp></div>"},
    {"<div><iframe><p>a  b</iframe></div>",
     "<div><iframe>\n    <p>a b\n  </iframe></div>"},
};

TEST(HtmlFormatConstructs, RawText) { expect_pretty(kRawText); }

constexpr PrettyCase kWhitespace[] = {
    {"<div>a\n\n\n\nb \t c\n \n d</div>\n\n",
     "<div>a\n\n\n\n  b c\n\n  d</div>"},
    {"<div>a\fb\u00A0c\u3000 d</div>", "<div>a\fb\u00A0c\u3000 d</div>"},
    {"<p>a\r\nb\nc</p>", "<p>a\r\n  b\r\n  c</p>"},
    {"<p>a\rb\r\nc\nd</p>", "<p>a\r  b\r  c\r  d</p>"},
    {"<p>a\nb\rc</p>", "<p>a\n  b\n  c</p>"},
    {"<p a=\"\r\">b\r\n</p>", "<p a=\"\r\">b\r</p>"},
    {"<div>\n\n<span></span>\n\n</div>", "<div>\n\n  <span></span>\n\n</div>"},
    {"<span>\n\n</span>", "<span>\n\n</span>"},
    {"<p>a</p>\n \n", "<p>a</p>"},
    {"<p>a\n</p", "<p>a\n</p"},
    {"<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>b</i></p>"},
    {"<h\u00E9>a</H\u00C9><linK><\u0130>x</\u0130>",
     "<h\u00E9>a</H\u00C9>\n<linK>\n<\u0130>x</\u0130>"},
    {"<a\u00A0b>c</a>", "<a\u00A0b>c</a>"},
    {"<div\v>x<p>y</p></div>", "<div\v>x<p>y</p>\n</div>"},
    {"<head>a</head><body>b</body>", "<head>a</head>\n\n<body>b</body>"},
    {"<html><head></head><body>\n\n<p>a</p></body></html>",
     "<html>\n\n<head></head>\n\n<body>\n\n  <p>a</p>\n</body>\n\n</html>"},
    {"<div>\n\n<body>a</div>", "<div>\n\n  <body>a\n</div>"},
};

TEST(HtmlFormatConstructs, WhiteSpaceAndNames) { expect_pretty(kWhitespace); }

}  // namespace
}  // namespace pagescan
