// Scripts, event handlers, javascript: URLs and data blocks of two scans.
#include <gtest/gtest.h>

#include "tests/run/diff/case_support.h"

namespace pagescan {
namespace {

// Changes of other parts (findings, above all) are left out.
const std::vector<ChangeSubject> kSubjects = {
    ChangeSubject::kScript, ChangeSubject::kInlineScript,
    ChangeSubject::kEventHandler, ChangeSubject::kJavascriptUrl,
    ChangeSubject::kDataBlock};

const DiffCase kAddresses[] = {
    {"a first-party script is a note",
     "",
     "<script src=/a.js></script>",
     {"note script_added scripts[https://shop.example/a.js] (none) -> "
      "https://shop.example/a.js"}},
    {"so is one of the same site",
     "",
     "<script src=https://cdn.shop.example/a.js></script>",
     {"note script_added scripts[https://cdn.shop.example/a.js] (none) -> "
      "https://cdn.shop.example/a.js"}},
    {"a script of a new site",
     "",
     "<script src=https://evil.example/a.js></script>",
     {"error script_added scripts[https://evil.example/a.js] (none) -> "
      "https://evil.example/a.js"}},
    {"another of a site known before",
     "<script src=https://cdn.vendor.test/a.js></script>",
     "<script src=https://cdn.vendor.test/a.js></script>"
     "<script src=https://js.vendor.test/b.js></script>",
     {"warning script_added scripts[https://js.vendor.test/b.js] (none) -> "
      "https://js.vendor.test/b.js"}},
    {"a script in the address itself",
     "",
     "<script src='data:text/javascript,a()'></script>",
     {"warning script_added scripts[data:text/javascript,a()] (none) -> "
      "data:text/javascript,a()"}},
    {"a script of no URL",
     "",
     "<script src='https://['></script>",
     {"warning script_added scripts[https://[] (none) -> https://["}},
    {"the second of the same",
     "<script src=/a.js></script>",
     "<script src=/a.js></script><script src=/a.js></script>",
     {"note script_added scripts[https://shop.example/a.js] (none) -> "
      "https://shop.example/a.js"}},
    {"order and white space are nothing",
     "<script src=/a.js async></script><script src=/b.js></script>",
     "<script   src=/b.js></script>\n\n<script async src=/a.js></script>",
     {}},
    {"nor is the order of two that differ in a property",
     "<script src=/a.js async></script><script src=/a.js></script>",
     "<script src=/a.js></script><script src=/a.js async></script>",
     {}},
    {"a vendor's release",
     "<script src=https://code.jquery.com/jquery-3.6.0.min.js></script>",
     "<script src=https://code.jquery.com/jquery-3.7.1.min.js></script>",
     {"warning script_updated "
      "scripts[https://code.jquery.com/jquery-*.min.js].url "
      "https://code.jquery.com/jquery-3.6.0.min.js -> "
      "https://code.jquery.com/jquery-3.7.1.min.js"}},
    {"its integrity changes with it",
     "<script src=https://v.test/1.0.0/a.js integrity=sha384-a></script>",
     "<script src=https://v.test/1.0.1/a.js integrity=sha384-b></script>",
     {"warning script_updated scripts[https://v.test/*/a.js].url "
      "https://v.test/1.0.0/a.js -> https://v.test/1.0.1/a.js"}},
    {"but must not go",
     "<script src=https://v.test/1.0.0/a.js integrity=sha384-a></script>",
     "<script src=https://v.test/1.0.1/a.js></script>",
     {"error script_changed scripts[https://v.test/*/a.js].integrity "
      "sha384-a -> (none)",
      "warning script_updated scripts[https://v.test/*/a.js].url "
      "https://v.test/1.0.0/a.js -> https://v.test/1.0.1/a.js"}},
    {"a library of one's own",
     "<script src=/lib/1.2.3/a.js></script>",
     "<script src=/lib/1.2.4/a.js></script>",
     {"warning script_updated scripts[https://shop.example/lib/*/a.js].url "
      "https://shop.example/lib/1.2.3/a.js -> "
      "https://shop.example/lib/1.2.4/a.js"}},
    {"a first-party version query",
     "<script src=/a.js?ver=6.4.1></script>",
     "<script src=/a.js?ver=6.4.2></script>",
     {"note script_updated scripts[https://shop.example/a.js?ver=*].url "
      "https://shop.example/a.js?ver=6.4.1 -> "
      "https://shop.example/a.js?ver=6.4.2"}},
    {"another account's file",
     "<script src='https://tags.test/gtag/js?id=G-1'></script>",
     "<script src='https://tags.test/gtag/js?id=G-2'></script>",
     {"warning script_changed scripts[https://tags.test/gtag/js?*].url "
      "https://tags.test/gtag/js?id=G-1 -> https://tags.test/gtag/js?id=G-2"}},
    {"another query of one's own",
     "<script src='/load.php?modules=a'></script>",
     "<script src='/load.php?modules=b'></script>",
     {"note script_changed scripts[https://shop.example/load.php?*].url "
      "https://shop.example/load.php?modules=a -> "
      "https://shop.example/load.php?modules=b"}},
    {"the same file on another site",
     "<script src=https://cdn.vendor.test/lib/a.js></script>",
     "<script src=https://evil.example/lib/a.js></script>",
     {"error script_retargeted scripts[//*/lib/a.js].url "
      "https://cdn.vendor.test/lib/a.js -> https://evil.example/lib/a.js"}},
    {"in another version there",
     "<script src=https://cdn.vendor.test/lib/1.2.3/a.js></script>",
     "<script src=https://evil.example/lib/1.2.4/a.js></script>",
     {"error script_retargeted scripts[//*/lib/*/a.js].url "
      "https://cdn.vendor.test/lib/1.2.3/a.js -> "
      "https://evil.example/lib/1.2.4/a.js"}},
    {"on another host of the site",
     "<script src=https://a.vendor.test/lib/a.js></script>",
     "<script src=https://b.vendor.test/lib/a.js></script>",
     {"warning script_retargeted scripts[//*/lib/a.js].url "
      "https://a.vendor.test/lib/a.js -> https://b.vendor.test/lib/a.js"}},
    {"no longer encrypted",
     "<script src=https://cdn.vendor.test/lib/a.js></script>",
     "<script src=http://cdn.vendor.test/lib/a.js></script>",
     {"error script_retargeted scripts[//cdn.vendor.test/lib/a.js].url "
      "https://cdn.vendor.test/lib/a.js -> http://cdn.vendor.test/lib/a.js"}},
    {"in a template",
     "",
     "<template><script src=https://evil.example/a.js></script></template>",
     {"error script_added templates.scripts[https://evil.example/a.js] (none) "
      "-> https://evil.example/a.js"}},
};

const DiffCase kProperties[] = {
    {"integrity removed",
     "<script src=/a.js integrity=sha384-a></script>",
     "<script src=/a.js></script>",
     {"error script_changed scripts[https://shop.example/a.js].integrity "
      "sha384-a -> (none)"}},
    {"integrity emptied",
     "<script src=/a.js integrity=sha384-a></script>",
     "<script src=/a.js integrity></script>",
     {"error script_changed scripts[https://shop.example/a.js].integrity "
      "sha384-a -> "}},
    {"integrity changed",
     "<script src=/a.js integrity=sha384-a></script>",
     "<script src=/a.js integrity=sha384-b></script>",
     {"warning script_changed scripts[https://shop.example/a.js].integrity "
      "sha384-a -> sha384-b"}},
    {"integrity added",
     "<script src=/a.js></script>",
     "<script src=/a.js integrity=sha384-b></script>",
     {"note script_changed scripts[https://shop.example/a.js].integrity "
      "(none) -> sha384-b"}},
    {"the rest",
     "<script src=/a.js async crossorigin></script>",
     "<script src=/a.js defer type=module referrerpolicy=origin></script>",
     {"note script_changed scripts[https://shop.example/a.js].type classic -> "
      "module",
      "note script_changed scripts[https://shop.example/a.js].async true -> "
      "(none)",
      "note script_changed scripts[https://shop.example/a.js].defer (none) -> "
      "true",
      "note script_changed scripts[https://shop.example/a.js].crossorigin  -> "
      "(none)",
      "note script_changed scripts[https://shop.example/a.js].referrer_policy "
      "(none) -> origin"}},
    {"a nonce's value is noise",
     "<script src=/a.js nonce=a></script>",
     "<script src=/a.js nonce=b></script>",
     {"hidden nonces 1"}},
    {"its loss is not",
     "<script src=/a.js nonce=a></script>",
     "<script src=/a.js></script>",
     {"note script_changed scripts[https://shop.example/a.js].nonce a -> "
      "(none)"}},
    {"of inline scripts too",
     "<script nonce=a>a()</script>",
     "<script nonce=b>a()</script>",
     {"hidden nonces 1"}},
};

const DiffCase kInline[] = {
    {"added",
     "",
     "<script>a()</script>",
     {"warning inline_script_added scripts[inline a95a430608fb] (none) -> "
      "sha256 "
      "a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e, 3 "
      "bytes: a()"}},
    {"removed",
     "<script>a()</script>",
     "",
     {"note inline_script_removed scripts[inline a95a430608fb] sha256 "
      "a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e, 3 "
      "bytes: a() -> (none)"}},
    {"order is nothing",
     "<script>a()</script><script>b()</script>",
     "<script>b()</script><script>a()</script>",
     {}},
    {"one that starts the same",
     "<script>\nfunction track() {\n  a();\n}</script>",
     "<script>\nfunction track() {\n  b();\n}</script>",
     {"warning inline_script_changed scripts[inline function track() {...] "
      "sha256 "
      "0744377515a97f1361e5b55edaf6d3ae3ef8e80dfeb6f0a0e24ef245e02c3902, 28 "
      "bytes: function track() { -> sha256 "
      "47c08e1ee3b0be17eb4ed642f664b08fbeee936cb9168b8f0d62e4141533b9df, 28 "
      "bytes: function track() {"}},
    {"one whose first line goes on alike",
     "<script>window.dataLayer = [{'page': 'home', 'time': 1}]</script>",
     "<script>window.dataLayer = [{'page': 'home', 'time': 2}]</script>",
     {"warning inline_script_changed scripts[inline window.dataLayer = "
      "[{'page': 'home', 'time': ...] sha256 "
      "6f57719acecf80d8be68b9d233a6b1332a0e8a2cdceb1f131a3581b318253b03, 48 "
      "bytes: window.dataLayer = [{'page': 'home', 'time': 1}] -> sha256 "
      "522e1ac4b5affc9d3ab8c3d8cf5097404c57eab0b2d063e8bf350e0911ea00ce, 48 "
      "bytes: window.dataLayer = [{'page': 'home', 'time': 2}]"}},
    {"one in the same place",
     "<script src=/a.js></script><script>a()</script>",
     "<script src=/a.js></script><script>b()</script>",
     {"warning inline_script_changed scripts[inline 71fdb8d8f15c | "
      "a95a430608fb] sha256 "
      "a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e, 3 "
      "bytes: a() -> sha256 "
      "71fdb8d8f15cfe46fbc43d10ce1b2677dbef46473e7161666e2fa4f98bed74a7, 3 "
      "bytes: b()"}},
    {"one that is put in is added, not the next changed",
     "<script>a()</script><script>b()</script>",
     "<script>a()</script><script>c()</script><script>b()</script>",
     {"warning inline_script_added scripts[inline bafe815f182e] (none) -> "
      "sha256 "
      "bafe815f182e44a841aa078eb5cc93be9a40d95b6d71e877edd528ef1c12f148, 3 "
      "bytes: c()"}},
    {"the first line may be a wrapper",
     "<script>//<![CDATA[\na()</script><script src=/a.js></script>",
     "<script src=/a.js></script><script>//<![CDATA[\nb()</script>",
     {"note inline_script_removed scripts[inline 4fde08df04ef] sha256 "
      "4fde08df04efac66ed7c6462b0ed111feb9a27d892596d21e1dae52b55b22048, 15 "
      "bytes: //<![CDATA[ -> (none)",
      "warning inline_script_added scripts[inline 2284e3e9b154] (none) -> "
      "sha256 "
      "2284e3e9b15414921cdedb8321d918078db0697d0b27716938fdc19c8c8ca5bc, 15 "
      "bytes: //<![CDATA["}},
    {"another type",
     "<script>a()</script>",
     "<script type=module>a()</script>",
     {"note inline_script_changed scripts[inline a95a430608fb].type classic -> "
      "module"}},
    {"characters of several bytes are kept whole",
     "<script>alert('Gr\u00fc\u00dfe')</script>",
     "<script>alert('Gr\u00fc\u00dee')</script>",
     {"warning inline_script_changed scripts[inline alert('Gr\xC3\xBC...] "
      "sha256 "
      "d4dd2aabca2d842a1998f5f7dc0ff8fd178c057a9a2a4b8e2d51cd2f848d170f, 16 "
      "bytes: alert('Gr\xC3\xBC\xC3\x9F"
      "e') -> sha256 "
      "e8eb16efadd8b42a79334ab62d2580287e9aea8185fe6c337bc461c60d6a80a6, 16 "
      "bytes: alert('Gr\xC3\xBC\xC3\x9E"
      "e')"}},
};

const DiffCase kCode[] = {
    {"a handler added",
     "<p>",
     "<p onclick='a()'>",
     {"warning event_handler_added event_handlers[p onclick] (none) -> a()"}},
    {"removed",
     "<p onclick='a()'>",
     "<p>",
     {"note event_handler_removed event_handlers[p onclick] a() -> (none)"}},
    {"changed",
     "<p onclick='a()'>",
     "<p onclick='b()'>",
     {"warning event_handler_changed event_handlers[p onclick] a() -> b()"}},
    {"one of many changed",
     "<p onclick='a()'><p onclick='b()'><p onclick='c()'>",
     "<p onclick='a()'><p onclick='x()'><p onclick='c()'>",
     {"warning event_handler_changed event_handlers[p onclick] b() -> x()"}},
    {"order is nothing",
     "<p onclick='a()'><p onclick='b()'>",
     "<p onclick='b()'><p onclick='a()'>",
     {}},
    {"a URL added",
     "<p>",
     "<a href='javascript:a()'>x</a>",
     {"warning javascript_url_added javascript_urls[a href] (none) -> "
      "javascript:a()"}},
    {"a URL changed",
     "<a href='javascript:a()'>x</a>",
     "<a href='javascript:b()'>x</a>",
     {"warning javascript_url_changed javascript_urls[a href] javascript:a() "
      "-> javascript:b()"}},
    {"a data block added",
     "",
     "<script type=application/json>{}</script>",
     {"note data_block_added data_blocks[application/json 44136fa355b3] (none) "
      "-> sha256 "
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a, 2 "
      "bytes"}},
    {"a data block changed",
     "<script type=application/json>{}</script>",
     "<script type=application/json>[]</script>",
     {"note data_block_changed data_blocks[application/json] sha256 "
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a, 2 "
      "bytes -> sha256 "
      "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945, 2 "
      "bytes"}},
    {"run now",
     "<script type=text/plain>a()</script>",
     "<script>a()</script>",
     {"warning inline_script_added scripts[inline a95a430608fb] (none) -> "
      "sha256 "
      "a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e, 3 "
      "bytes: a()",
      "note data_block_removed data_blocks[text/plain a95a430608fb] sha256 "
      "a95a430608fb6e9ab984c01c1a9dc039cefd2776356781efc924f02ab583a32e, 3 "
      "bytes -> (none)"}},
    {"in a template",
     "<template><p></template>",
     "<template><p onclick='a()'></template>",
     {"warning event_handler_added templates.event_handlers[p onclick] (none) "
      "-> a()"}},
};

TEST(ScriptChangesTest, ByAddress) { check_cases(kAddresses, kSubjects); }
TEST(ScriptChangesTest, Properties) { check_cases(kProperties, kSubjects); }
TEST(ScriptChangesTest, Inline) { check_cases(kInline, kSubjects); }
TEST(ScriptChangesTest, OtherCode) { check_cases(kCode, kSubjects); }

}  // namespace
}  // namespace pagescan
