#include "rules/training/annotations.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "scanner/passes/field_class.h"
#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace pagescan::training {
namespace {

struct FormCode {
  std::string_view code;
  FormPurpose purpose;
};

constexpr std::array kFormCodes = {
    FormCode{"s", FormPurpose::kSearch},
    FormCode{"l", FormPurpose::kLogin},
    FormCode{"r", FormPurpose::kRegistration},
    FormCode{"p", FormPurpose::kRecovery},
    FormCode{"c", FormPurpose::kContact},
    FormCode{"m", FormPurpose::kNewsletter},
    FormCode{"b", FormPurpose::kOrder},
    FormCode{"P", FormPurpose::kOther},  // poll
    FormCode{"V", FormPurpose::kOther},  // display options
    FormCode{"N", FormPurpose::kOther},  // navigation
    FormCode{"C", FormPurpose::kOther},  // captcha
    FormCode{"o", FormPurpose::kOther}};

struct FieldCode {
  std::string_view code;
  FieldPurpose purpose;
};

constexpr std::array kFieldCodes = {
    FieldCode{"us", FieldPurpose::kUsername},
    FieldCode{"p1", FieldPurpose::kCurrentPassword},
    FieldCode{"p2", FieldPurpose::kPasswordConfirmation},
    FieldCode{"e1", FieldPurpose::kEmail},
    FieldCode{"e2", FieldPurpose::kEmailConfirmation},
    FieldCode{"ue", FieldPurpose::kUsernameOrEmail},
    FieldCode{"in", FieldPurpose::kCoupon},
    FieldCode{"ca", FieldPurpose::kCaptcha},
    FieldCode{"hp", FieldPurpose::kHoneypot},
    FieldCode{"pi", FieldPurpose::kOneTimeCode},
    FieldCode{"tC", FieldPurpose::kTerms},
    FieldCode{"eC", FieldPurpose::kNewsletterConsent},
    FieldCode{"rC", FieldPurpose::kRememberMe},
    FieldCode{"aC", FieldPurpose::kOther},
    FieldCode{"Bs", FieldPurpose::kSubmit},
    FieldCode{"Bc", FieldPurpose::kCancel},
    FieldCode{"Br", FieldPurpose::kReset},
    FieldCode{"n1", FieldPurpose::kGivenName},
    FieldCode{"n3", FieldPurpose::kFamilyName},
    FieldCode{"n2", FieldPurpose::kAdditionalName},
    FieldCode{"nf", FieldPurpose::kName},
    FieldCode{"ns", FieldPurpose::kNickname},
    FieldCode{"no", FieldPurpose::kOrganization},
    FieldCode{"ge", FieldPurpose::kSex},
    FieldCode{"bd", FieldPurpose::kBdayDay},
    FieldCode{"bm", FieldPurpose::kBdayMonth},
    FieldCode{"by", FieldPurpose::kBdayYear},
    FieldCode{"bD", FieldPurpose::kBday},
    FieldCode{"tz", FieldPurpose::kTimeZone},
    FieldCode{"ds", FieldPurpose::kDaylightSaving},
    FieldCode{"Co", FieldPurpose::kCountry},
    FieldCode{"Ci", FieldPurpose::kAddressLevel2},
    FieldCode{"St", FieldPurpose::kAddressLevel1},
    FieldCode{"Ad", FieldPurpose::kStreetAddress},
    FieldCode{"Sa", FieldPurpose::kStreetAddress},
    FieldCode{"Sn", FieldPurpose::kStreetAddress},
    FieldCode{"S#", FieldPurpose::kStreetAddress},
    FieldCode{"A#", FieldPurpose::kStreetAddress},
    FieldCode{"Zi", FieldPurpose::kPostalCode},
    FieldCode{"A1", FieldPurpose::kAddressLine1},
    FieldCode{"A2", FieldPurpose::kAddressLine2},
    FieldCode{"PO", FieldPurpose::kStreetAddress},
    FieldCode{"ph", FieldPurpose::kTel},
    FieldCode{"P0", FieldPurpose::kTelCountryCode},
    FieldCode{"P1", FieldPurpose::kTel},
    FieldCode{"P2", FieldPurpose::kTel},
    FieldCode{"P3", FieldPurpose::kTel},
    FieldCode{"fa", FieldPurpose::kFax},
    FieldCode{"ws", FieldPurpose::kUrl},
    FieldCode{"oi", FieldPurpose::kOpenid},
    FieldCode{"am", FieldPurpose::kAbout},
    FieldCode{"av", FieldPurpose::kPhoto},
    FieldCode{"CC", FieldPurpose::kMessage},
    FieldCode{"CT", FieldPurpose::kSubject},
    FieldCode{"c#", FieldPurpose::kCcNumber},
    FieldCode{"cs", FieldPurpose::kCcCsc},
    FieldCode{"ch", FieldPurpose::kCcName},
    FieldCode{"cA", FieldPurpose::kStreetAddress},
    FieldCode{"cm", FieldPurpose::kCcExpMonth},
    FieldCode{"cy", FieldPurpose::kCcExpYear},
    FieldCode{"sq", FieldPurpose::kSecurityQuestion},
    FieldCode{"sa", FieldPurpose::kSecurityAnswer},
    FieldCode{"qq", FieldPurpose::kSearchQuery},
    FieldCode{"qc", FieldPurpose::kSearchFilter},
    FieldCode{"qt", FieldPurpose::kQuantity},
    FieldCode{"nv", FieldPurpose::kOther},
    FieldCode{"st", FieldPurpose::kStyle},
    FieldCode{"sp", FieldPurpose::kSortOrder},
    FieldCode{"ON", FieldPurpose::kNumber},
    FieldCode{"OT", FieldPurpose::kOther},
    FieldCode{"OD", FieldPurpose::kDate},
    FieldCode{"Od", FieldPurpose::kDateDay},
    FieldCode{"Om", FieldPurpose::kDateMonth},
    FieldCode{"Oy", FieldPurpose::kDateYear},
    FieldCode{"oC", FieldPurpose::kOther},
    FieldCode{"OS", FieldPurpose::kOther},
    FieldCode{"OM", FieldPurpose::kOther},
    FieldCode{"Bo", FieldPurpose::kOther},
    FieldCode{"OU", FieldPurpose::kOther},
    FieldCode{"OR", FieldPurpose::kReadOnly},
    FieldCode{"OO", FieldPurpose::kOther}};

template <class Table>
auto purpose_coded(const Table& table, std::string_view code)
    -> std::optional<decltype(table.front().purpose)> {
  const auto* it =
      std::find_if(table.begin(), table.end(),
                   [&](const auto& row) { return row.code == code; });
  if (it == table.end()) return std::nullopt;
  return it->purpose;
}

std::string domain_of(const std::string& address) {
  const auto url = Url::parse(address);
  if (!url) return address;
  std::string domain = registrable_domain(*url);
  return domain.empty() ? std::string(url->host()) : domain;
}

AnnotatedPage read_page(const std::filesystem::path& path,
                        const nlohmann::json& entry) {
  AnnotatedPage page;
  page.url = entry.at("url");
  page.domain = domain_of(page.url);
  page.html = read_file(path);
  const nlohmann::json& fields = entry.at("visible_html_fields");
  for (const nlohmann::json& code : entry.at("forms")) {
    AnnotatedForm form;
    form.purpose = purpose_coded(kFormCodes, code.get<std::string>());
    for (const auto& [name, field_code] :
         fields.at(page.forms.size()).items()) {
      const auto purpose =
          purpose_coded(kFieldCodes, field_code.get<std::string>());
      if (purpose) form.fields[name] = class_of(*purpose);
    }
    page.forms.push_back(std::move(form));
  }
  return page;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<std::vector<AnnotatedPage>> read_annotated_pages(
    const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "index.json";
  const nlohmann::json index =
      nlohmann::json::parse(read_file(path), nullptr, false);
  if (!index.is_object()) {
    return tl::unexpected(Error{
        ErrorCode::kFileUnreadable,
        path.string() + ": no JSON object; give a folder with index.json and "
                        "html/"});
  }
  std::vector<AnnotatedPage> pages;
  for (const auto& [name, entry] : index.items()) {
    pages.push_back(read_page(folder / name, entry));
  }
  return pages;
}

FieldPurpose class_of(FieldPurpose purpose) {
  const auto is_class =
      std::find(kFieldClassPurposes.begin(), kFieldClassPurposes.end(),
                purpose) != kFieldClassPurposes.end();
  if (is_class) return purpose;
  using P = FieldPurpose;
  switch (purpose) {
    case P::kNewPassword:
      return P::kCurrentPassword;
    case P::kNickname:
    case P::kCcName:
    case P::kCcGivenName:
    case P::kCcAdditionalName:
    case P::kCcFamilyName:
      return P::kName;
    case P::kHonorificPrefix:
      return P::kSex;
    case P::kAddressLine1:
    case P::kAddressLine2:
    case P::kAddressLine3:
      return P::kStreetAddress;
    case P::kAddressLevel3:
    case P::kAddressLevel4:
      return P::kAddressLevel2;
    case P::kCountryName:
      return P::kCountry;
    case P::kBday:
    case P::kCcExp:
      return P::kDate;
    case P::kBdayDay:
      return P::kDateDay;
    case P::kBdayMonth:
    case P::kCcExpMonth:
      return P::kDateMonth;
    case P::kBdayYear:
    case P::kCcExpYear:
      return P::kDateYear;
    case P::kTelCountryCode:
    case P::kTelNational:
    case P::kTelAreaCode:
    case P::kTelLocal:
    case P::kTelLocalPrefix:
    case P::kTelLocalSuffix:
    case P::kTelExtension:
      return P::kTel;
    default:
      return P::kOther;
  }
}

}  // namespace pagescan::training
