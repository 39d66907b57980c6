// Addresses as sites have them, and what of them is a version.
#include "scanner/run/diff/script_versions.h"

#include <gtest/gtest.h>

namespace pagescan {
namespace {

struct Case {
  const char* address;
  const char* family;
};

// Releases: numbers in the path.
constexpr Case kReleases[] = {
    {"https://cdnjs.cloudflare.com/ajax/libs/jquery/3.6.0/jquery.min.js",
     "https://cdnjs.cloudflare.com/ajax/libs/jquery/*/jquery.min.js"},
    {"https://cdnjs.cloudflare.com/ajax/libs/three.js/r128/three.min.js",
     "https://cdnjs.cloudflare.com/ajax/libs/three.js/r*/three.min.js"},
    {"https://cdnjs.cloudflare.com/ajax/libs/vue/3.0.0-rc.13/vue.global.js",
     "https://cdnjs.cloudflare.com/ajax/libs/vue/*/vue.global.js"},
    {"https://cdn.jsdelivr.net/npm/lodash@4.17.21/lodash.min.js",
     "https://cdn.jsdelivr.net/npm/lodash@*/lodash.min.js"},
    {"https://cdn.jsdelivr.net/npm/bootstrap@5/dist/js/bootstrap.min.js",
     "https://cdn.jsdelivr.net/npm/bootstrap@*/dist/js/bootstrap.min.js"},
    {"https://cdn.jsdelivr.net/npm/@popperjs/core@2.11.8/dist/umd/popper.js",
     "https://cdn.jsdelivr.net/npm/@popperjs/core@*/dist/umd/popper.js"},
    {"https://cdn.jsdelivr.net/gh/jquery/jquery@3.6.0-beta.1/jquery.min.js",
     "https://cdn.jsdelivr.net/gh/jquery/jquery@*/jquery.min.js"},
    {"https://cdn.jsdelivr.net/gh/user/repo@1a2b3c4/a.js",
     "https://cdn.jsdelivr.net/gh/user/repo@*/a.js"},
    {"https://cdn.jsdelivr.net/combine/npm/jquery@3.6.0,npm/vue@3.2.1",
     "https://cdn.jsdelivr.net/combine/npm/jquery@*,npm/vue@*"},
    {"https://unpkg.com/react@17.0.2/umd/react.production.min.js",
     "https://unpkg.com/react@*/umd/react.production.min.js"},
    {"https://unpkg.com/htmx.org@latest", "https://unpkg.com/htmx.org@*"},
    {"https://unpkg.com/swiper@^8/swiper-bundle.min.js",
     "https://unpkg.com/swiper@*/swiper-bundle.min.js"},
    {"https://esm.sh/preact@10.19.2/hooks", "https://esm.sh/preact@*/hooks"},
    {"https://ajax.googleapis.com/ajax/libs/jqueryui/1.7.3/jquery-ui.min.js",
     "https://ajax.googleapis.com/ajax/libs/jqueryui/*/jquery-ui.min.js"},
    {"https://code.jquery.com/jquery-3.6.0.min.js",
     "https://code.jquery.com/jquery-*.min.js"},
    {"https://code.jquery.com/jquery-3.7.1.slim.min.js",
     "https://code.jquery.com/jquery-*.slim.min.js"},
    {"https://code.jquery.com/ui/1.12.1/jquery-ui.min.js",
     "https://code.jquery.com/ui/*/jquery-ui.min.js"},
    {"https://code.jquery.com/jquery-migrate-3.4.1.min.js",
     "https://code.jquery.com/jquery-migrate-*.min.js"},
    {"https://maxcdn.bootstrapcdn.com/bootstrap/3.3.7/js/bootstrap.min.js",
     "https://maxcdn.bootstrapcdn.com/bootstrap/*/js/bootstrap.min.js"},
    {"https://js.stripe.com/v3/", "https://js.stripe.com/v*/"},
    {"https://polyfill.io/v3/polyfill.min.js?features=fetch",
     "https://polyfill.io/v*/polyfill.min.js?features=fetch"},
    {"https://static.example/frameworks/jssignals/0.3.6/modules/jssignals-1.js",
     "https://static.example/frameworks/jssignals/*/modules/jssignals-1.js"},
    {"/_ui/desktop/common/js/jquery.bt-0.9.5-rc1.min.js",
     "/_ui/desktop/common/js/jquery.bt-*.min.js"},
    {"/js/jquery-ui-1.8.16.custom.min.js", "/js/jquery-ui-*.custom.min.js"},
    {"/js/ui_v1.0.0.js", "/js/ui_v*.js"},
    {"http://s.example/static/js/render.v1.js",
     "http://s.example/static/js/render.v*.js"},
    {"/js/swfobject2.2.js", "/js/swfobject*.js"},
    {"/webjars/jquery/3.6.4/jquery.min.js", "/webjars/jquery/*/jquery.min.js"},
    {"//s1.example/medias/web/1.2.671/js/lib/json.js",
     "//s1.example/medias/web/*/js/lib/json.js"},
    {"/lib/override__rev__0_version_1.5.7.js",
     "/lib/override__rev__0_version_*.js"},
    {"https://fonts.gstatic.com/s/roboto/v30/"
     "KFOmCnqEu92Fr1Mu72xKOzY.woff2",
     "https://fonts.gstatic.com/s/roboto/v*/*.woff2"},
    {"/fontawesome-free-5.15.4-web/js/all.min.js",
     "/fontawesome-free-*-web/js/all.min.js"},
};

// Hashes and times of builds, queries.
constexpr Case kBuilds[] = {
    {"/static/js/app.3f9ac1d2.js", "/static/js/app.*.js"},
    {"/static/js/main-abc123de.chunk.js", "/static/js/main-*.chunk.js"},
    {"/static/js/2.8f3b1c9e.chunk.js", "/static/js/2.*.chunk.js"},
    {"/assets/vendors~app.f16340c882602d783e4c.js", "/assets/vendors~app.*.js"},
    {"/assets/runtime~main.deadbeef.js", "/assets/runtime~main.*.js"},
    {"/assets/index-D4qT2sXb.js", "/assets/index-*.js"},
    {"/assets/index-B_x9-Kqz.js", "/assets/index-*.js"},
    {"/build/app-XK3F4ZQ2.js", "/build/app-*.js"},
    {"https://n.example/_next/static/chunks/9592-96d63bb6a25791e7.js",
     "https://n.example/_next/static/chunks/9592-*.js"},
    {"/_next/static/chunks/webpack-0a1b2c3d4e5f6071.js",
     "/_next/static/chunks/webpack-*.js"},
    {"/_next/static/Xk2vQ9ZbLw3mTe7RfYpAa/_buildManifest.js",
     "/_next/static/*/_buildManifest.js"},
    {"/_nuxt/entry.5c5dd728.js", "/_nuxt/entry.*.js"},
    {"https://cdn.shopify.com/s/files/1/0123/4567/t/5/assets/theme.js"
     "?v=1612345678",
     "https://cdn.shopify.com/s/files/1/0123/4567/t/5/assets/theme.js?v=*"},
    {"https://shop.example/static/version1612345678/frontend/Magento/luma/"
     "en_US/mage/calendar.js",
     "https://shop.example/static/version*/frontend/Magento/luma/en_US/mage/"
     "calendar.js"},
    {"/sites/all/libraries/iframe-resizer/js/iframeResizer.min.js?p7vly2",
     "/sites/all/libraries/iframe-resizer/js/iframeResizer.min.js?*"},
    {"/sites/default/files/js/"
     "js_xAPl0qIk9eowy_iS9tNkCWXLUVoat94SQT48UBCFkyQ.js",
     "/sites/default/files/js/js_*.js"},
    {"https://www.example.org/files/advagg_js/"
     "js__swwNp8uYzlQSfaQZggyXUVgR3xX6hndYCbm0OzNQ3Uo"
     "__J5c5rUy0xx1jPW79TyLu-tguE83mpB72BCzpp29JDG0"
     "__VITBFqYjCWZ55Wpxq9xcXRqOD9xxPlR-vPRDis8bQN4.js#ie9-",
     "https://www.example.org/files/advagg_js/js_*.js#ie9-"},
    {"/core/misc/drupal.js?v=9.5.3", "/core/misc/drupal.js?v=*"},
    {"https://w.example/wp-includes/js/jquery/jquery.min.js?ver=3.7.1",
     "https://w.example/wp-includes/js/jquery/jquery.min.js?ver=*"},
    {"/wp-content/plugins/jetpack/_inc/jquery.spin.js?minify=false&ver=1.3",
     "/wp-content/plugins/jetpack/_inc/jquery.spin.js?minify=false&ver=*"},
    {"/js/swipe.js?1417720161", "/js/swipe.js?*"},
    {"/sf/js/advertisement.js?22.1.2", "/sf/js/advertisement.js?*"},
    {"/js/errorTracker.js?tt=1448877545000&v=1.0",
     "/js/errorTracker.js?tt=*&v=*"},
    {"/js/app.js?_=1700000000000", "/js/app.js?_=*"},
    {"/mfl/bundles/js/utils.js?v=073c8e267f5cd8dd39d2515572c480c7",
     "/mfl/bundles/js/utils.js?v=*"},
    {"https://maps.googleapis.com/maps/api/js?v=3.exp&key=AIza1",
     "https://maps.googleapis.com/maps/api/js?v=*&key=AIza1"},
    {"https://connect.facebook.net/en_US/sdk.js#xfbml=1&version=v3.2",
     "https://connect.facebook.net/en_US/sdk.js#xfbml=1&version=*"},
    {"/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js",
     "/cdn-cgi/scripts/*/cloudflare-static/email-decode.min.js"},
    {"https://static.cloudflareinsights.com/beacon.min.js/"
     "v84a3a4012de94ce1a686ba8c167c359c1696973893317",
     "https://static.cloudflareinsights.com/beacon.min.js/*"},
    {"https://www.gstatic.com/recaptcha/releases/vjbW55W42X033PfTdVf6Ft4q/"
     "recaptcha__en.js",
     "https://www.gstatic.com/recaptcha/releases/*/recaptcha__en.js"},
    {"https://www.youtube.com/s/player/4fcd6e4a/www-widgetapi.vflset/a.js",
     "https://www.youtube.com/s/player/*/www-widgetapi.vflset/a.js"},
    {"/js/a.js.pagespeed.jm.oB__Z5piTe.js", "/js/a.js.pagespeed.jm.*.js"},
    {"https://q.example/biz/gdtlib.20160810.js",
     "https://q.example/biz/gdtlib.*.js"},
    {"https://d2.cloudfront.net/_/fp/js/shiv.RI2ePTZ5gFmMgLzG5bEVAA.js",
     "https://d2.cloudfront.net/_/fp/js/shiv.*.js"},
    {"https://o.example/impl/2016/09/1474981864827.js",
     "https://o.example/impl/2016/09/*.js"},
    {"https://c.example/js/flyout-promo.desktop-b30bb4d65e-rev.js",
     "https://c.example/js/flyout-promo.desktop-*-rev.js"},
};

// No versions: IDs, names, what is no file on a host.
constexpr const char* kNone[] = {
    "https://www.googletagmanager.com/gtag/js?id=G-4J1XF3K2L9",
    "https://www.googletagmanager.com/gtm.js?id=GTM-5ABCDE",
    "https://fonts.googleapis.com/css?family=Roboto:400,700",
    "https://fonts.googleapis.com/css2?family=Inter:wght@400&display=swap",
    "https://www.google-analytics.com/analytics.js",
    "https://cdn.optimizely.com/js/200880799.js",
    "https://use.typekit.net/abc1def.js",
    "https://cdn.cookielaw.org/0f8fad5b-d9cb-469f-a165-70867728950e/ot.js",
    "https://connect.facebook.net/en_US/fbevents.js",
    "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js",
    "https://www.paypal.com/sdk/js?client-id=abc&currency=EUR",
    "/js/bootstrap-datepicker.es.min.js",
    "/assets/js/html5shiv.js",
    "/js/getElementById.polyfill.js",
    "/js/MyWidget.js",
    "/js/chunk-12.js",
    "/i18n/en-US/messages.js",
    "/combo/js?yui/yui-min.js&oop/oop-min.js",
    "/2016/09/app.js",
    "?&a=1",
    "a.js",
    "",
    "data:text/javascript,a-1.2.3.js",
    "blob:https://a.example/3.6.0/x",
};

TEST(ScriptVersionsTest, FindsReleases) {
  for (const Case& c : kReleases) {
    const VersionedAddress found = versioned_address(c.address);
    EXPECT_EQ(found.family, c.family);
    EXPECT_TRUE(found.has_release) << c.address;
  }
}

TEST(ScriptVersionsTest, FindsBuilds) {
  for (const Case& c : kBuilds) {
    const VersionedAddress found = versioned_address(c.address);
    EXPECT_EQ(found.family, c.family);
    EXPECT_FALSE(found.has_release) << c.address;
  }
}

TEST(ScriptVersionsTest, LeavesTheRestAlone) {
  for (const char* address : kNone) {
    EXPECT_EQ(versioned_address(address), (VersionedAddress{address, false}));
  }
}

TEST(ScriptVersionsTest, LongAddressesHaveNone) {
  const std::string address =
      "https://a.example/1.2.3/" + std::string(kMaxVersionedAddress, 'a');
  EXPECT_EQ(versioned_address(address).family, address);
}

}  // namespace
}  // namespace pagescan
