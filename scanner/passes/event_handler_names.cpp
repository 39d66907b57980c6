#include "scanner/passes/event_handler_names.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pagescan {
namespace {

// The elements on which a name is an event handler.
enum class Target : uint8_t {
  kAny,        // every HTML, SVG and MathML element
  kWindow,     // body, frameset, SVG's svg: the handler is the window's
  kMedia,      // audio, video
  kAnimation,  // SVG's animation elements
  kMarquee,    // marquee
};

struct HandlerName {
  std::string_view name;
  Target target;
};

// GlobalEventHandlers and WindowEventHandlers of the HTML Standard; CSS
// Animations, Transitions and Scroll Snap; Pointer and Touch Events; Selection,
// Clipboard, Fullscreen, WebXR, Encrypted Media, Picture-in-Picture; SVG
// Animations; and what browsers have beside these, the webkit and moz names.
constexpr auto kHandlers = std::to_array<HandlerName>({
    {"onabort", Target::kAny},
    {"onafterprint", Target::kWindow},
    {"onanimationcancel", Target::kAny},
    {"onanimationend", Target::kAny},
    {"onanimationiteration", Target::kAny},
    {"onanimationstart", Target::kAny},
    {"onauxclick", Target::kAny},
    {"onbeforecopy", Target::kAny},
    {"onbeforecut", Target::kAny},
    {"onbeforeinput", Target::kAny},
    {"onbeforematch", Target::kAny},
    {"onbeforepaste", Target::kAny},
    {"onbeforeprint", Target::kWindow},
    {"onbeforetoggle", Target::kAny},
    {"onbeforeunload", Target::kWindow},
    {"onbeforexrselect", Target::kAny},
    {"onbegin", Target::kAnimation},
    {"onblur", Target::kAny},
    {"onbounce", Target::kMarquee},
    {"oncancel", Target::kAny},
    {"oncanplay", Target::kAny},
    {"oncanplaythrough", Target::kAny},
    {"onchange", Target::kAny},
    {"onclick", Target::kAny},
    {"onclose", Target::kAny},
    {"oncommand", Target::kAny},
    {"oncontentvisibilityautostatechange", Target::kAny},
    {"oncontextlost", Target::kAny},
    {"oncontextmenu", Target::kAny},
    {"oncontextrestored", Target::kAny},
    {"oncopy", Target::kAny},
    {"oncuechange", Target::kAny},
    {"oncut", Target::kAny},
    {"ondblclick", Target::kAny},
    {"ondrag", Target::kAny},
    {"ondragend", Target::kAny},
    {"ondragenter", Target::kAny},
    {"ondragexit", Target::kAny},
    {"ondragleave", Target::kAny},
    {"ondragover", Target::kAny},
    {"ondragstart", Target::kAny},
    {"ondrop", Target::kAny},
    {"ondurationchange", Target::kAny},
    {"onemptied", Target::kAny},
    {"onencrypted", Target::kMedia},
    {"onend", Target::kAnimation},
    {"onended", Target::kAny},
    {"onenterpictureinpicture", Target::kMedia},
    {"onerror", Target::kAny},
    {"onfinish", Target::kMarquee},
    {"onfocus", Target::kAny},
    {"onfocusin", Target::kAny},
    {"onfocusout", Target::kAny},
    {"onformdata", Target::kAny},
    {"onfullscreenchange", Target::kAny},
    {"onfullscreenerror", Target::kAny},
    {"ongamepadconnected", Target::kWindow},
    {"ongamepaddisconnected", Target::kWindow},
    {"ongesturechange", Target::kAny},
    {"ongestureend", Target::kAny},
    {"ongesturestart", Target::kAny},
    {"ongotpointercapture", Target::kAny},
    {"onhashchange", Target::kWindow},
    {"oninput", Target::kAny},
    {"oninvalid", Target::kAny},
    {"onkeydown", Target::kAny},
    {"onkeypress", Target::kAny},
    {"onkeyup", Target::kAny},
    {"onlanguagechange", Target::kWindow},
    {"onleavepictureinpicture", Target::kMedia},
    {"onload", Target::kAny},
    {"onloadeddata", Target::kAny},
    {"onloadedmetadata", Target::kAny},
    {"onloadstart", Target::kAny},
    {"onlostpointercapture", Target::kAny},
    {"onmessage", Target::kWindow},
    {"onmessageerror", Target::kWindow},
    {"onmousedown", Target::kAny},
    {"onmouseenter", Target::kAny},
    {"onmouseleave", Target::kAny},
    {"onmousemove", Target::kAny},
    {"onmouseout", Target::kAny},
    {"onmouseover", Target::kAny},
    {"onmouseup", Target::kAny},
    {"onmousewheel", Target::kAny},
    {"onmozfullscreenchange", Target::kAny},
    {"onmozfullscreenerror", Target::kAny},
    {"onoffline", Target::kWindow},
    {"ononline", Target::kWindow},
    {"onorientationchange", Target::kWindow},
    {"onoverscroll", Target::kAny},
    {"onpagehide", Target::kWindow},
    {"onpagereveal", Target::kWindow},
    {"onpageshow", Target::kWindow},
    {"onpageswap", Target::kWindow},
    {"onpaste", Target::kAny},
    {"onpause", Target::kAny},
    {"onplay", Target::kAny},
    {"onplaying", Target::kAny},
    {"onpointercancel", Target::kAny},
    {"onpointerdown", Target::kAny},
    {"onpointerenter", Target::kAny},
    {"onpointerleave", Target::kAny},
    {"onpointermove", Target::kAny},
    {"onpointerout", Target::kAny},
    {"onpointerover", Target::kAny},
    {"onpointerrawupdate", Target::kAny},
    {"onpointerup", Target::kAny},
    {"onpopstate", Target::kWindow},
    {"onprogress", Target::kAny},
    {"onratechange", Target::kAny},
    {"onrejectionhandled", Target::kWindow},
    {"onrepeat", Target::kAnimation},
    {"onreset", Target::kAny},
    {"onresize", Target::kAny},
    {"onscroll", Target::kAny},
    {"onscrollend", Target::kAny},
    {"onscrollsnapchange", Target::kAny},
    {"onscrollsnapchanging", Target::kAny},
    {"onsearch", Target::kAny},
    {"onsecuritypolicyviolation", Target::kAny},
    {"onseeked", Target::kAny},
    {"onseeking", Target::kAny},
    {"onselect", Target::kAny},
    {"onselectionchange", Target::kAny},
    {"onselectstart", Target::kAny},
    {"onslotchange", Target::kAny},
    {"onstalled", Target::kAny},
    {"onstart", Target::kMarquee},
    {"onstorage", Target::kWindow},
    {"onsubmit", Target::kAny},
    {"onsuspend", Target::kAny},
    {"ontimeupdate", Target::kAny},
    {"ontoggle", Target::kAny},
    {"ontouchcancel", Target::kAny},
    {"ontouchend", Target::kAny},
    {"ontouchmove", Target::kAny},
    {"ontouchstart", Target::kAny},
    {"ontransitioncancel", Target::kAny},
    {"ontransitionend", Target::kAny},
    {"ontransitionrun", Target::kAny},
    {"ontransitionstart", Target::kAny},
    {"onunhandledrejection", Target::kWindow},
    {"onunload", Target::kWindow},
    {"onvolumechange", Target::kAny},
    {"onwaiting", Target::kAny},
    {"onwaitingforkey", Target::kMedia},
    {"onwebkitanimationend", Target::kAny},
    {"onwebkitanimationiteration", Target::kAny},
    {"onwebkitanimationstart", Target::kAny},
    {"onwebkitfullscreenchange", Target::kAny},
    {"onwebkitfullscreenerror", Target::kAny},
    {"onwebkitmouseforcechanged", Target::kAny},
    {"onwebkitmouseforcedown", Target::kAny},
    {"onwebkitmouseforceup", Target::kAny},
    {"onwebkitmouseforcewillbegin", Target::kAny},
    {"onwebkitplaybacktargetavailabilitychanged", Target::kMedia},
    {"onwebkitpresentationmodechanged", Target::kMedia},
    {"onwebkittransitionend", Target::kAny},
    {"onwebkitwillrevealbottom", Target::kWindow},
    {"onwebkitwillrevealleft", Target::kWindow},
    {"onwebkitwillrevealright", Target::kWindow},
    {"onwebkitwillrevealtop", Target::kWindow},
    {"onwheel", Target::kAny},
});

constexpr bool by_name(const HandlerName& a, const HandlerName& b) {
  return a.name < b.name;
}
static_assert(std::is_sorted(kHandlers.begin(), kHandlers.end(), by_name),
              "kHandlers must be sorted by name");

// "oncut", "onend": shorter names need no look at their bytes.
constexpr size_t kShortestName = 5;

bool is_animation_element(const Node& element) {
  return element.name_space == Namespace::kSvg &&
         (element.text == "animate" || element.text == "animateMotion" ||
          element.text == "animateTransform" ||
          element.text == "animateColor" || element.text == "discard" ||
          element.text == "set");
}

bool is_target(const Node& element, Target target) {
  switch (target) {
    case Target::kAny:
      return true;
    case Target::kWindow:
      return element.tag == Tag::kBody || element.tag == Tag::kFrameset ||
             (element.name_space == Namespace::kSvg && element.text == "svg");
    case Target::kMedia:
      return element.tag == Tag::kAudio || element.tag == Tag::kVideo;
    case Target::kAnimation:
      return is_animation_element(element);
    case Target::kMarquee:
      return element.name_space == Namespace::kHtml &&
             element.text == "marquee";
  }
  return false;
}

}  // namespace

bool is_event_handler(const Node& element, std::string_view attribute) {
  if (attribute.size() < kShortestName || attribute[0] != 'o' ||
      attribute[1] != 'n') {
    return false;
  }
  const auto* const it =
      std::lower_bound(kHandlers.begin(), kHandlers.end(), attribute,
                       [](const HandlerName& handler, std::string_view name) {
                         return handler.name < name;
                       });
  return it != kHandlers.end() && it->name == attribute &&
         is_target(element, it->target);
}

}  // namespace pagescan
