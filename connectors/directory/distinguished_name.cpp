// A one-pass reader of RFC 4514 text that also takes RFC 2253's quotes and stray spaces.
#include "connectors/directory/distinguished_name.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kShortNames = {
    {{"2.5.4.3", "cn"},
     {"2.5.4.4", "sn"},
     {"2.5.4.6", "c"},
     {"2.5.4.7", "l"},
     {"2.5.4.8", "st"},
     {"2.5.4.9", "street"},
     {"2.5.4.10", "o"},
     {"2.5.4.11", "ou"},
     {"0.9.2342.19200300.100.1.1", "uid"},
     {"0.9.2342.19200300.100.1.25", "dc"},
     {"commonname", "cn"},
     {"surname", "sn"},
     {"countryname", "c"},
     {"localityname", "l"},
     {"stateorprovincename", "st"},
     {"streetaddress", "street"},
     {"organizationname", "o"},
     {"organizationalunitname", "ou"},
     {"userid", "uid"},
     {"domaincomponent", "dc"}}};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Position of the first of `stops` outside escapes and quotes, or the end.
std::size_t find_stop(std::string_view text, std::size_t from, std::string_view stops) {
  bool quoted = false;
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && stops.find(text[i]) != std::string_view::npos) {
      return i;
    }
  }
  return text.size();
}

/// Outer spaces that no backslash protects go away; a quoted string loses its quotes.
std::string unescape(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  std::string out;
  std::size_t keep = 0;  // up to here trailing spaces are meant
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      keep = out.size();
      continue;
    }
    if (text[i] != '\\' || i + 1 >= text.size()) {
      out += text[i];
      if (text[i] != ' ') keep = out.size();
      continue;
    }
    const int high = hex_value(text[i + 1]);
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i + 1];
      i += 1;
    }
    keep = out.size();
  }
  out.resize(keep);
  return out;
}

void append_canonical(std::string& out, std::string_view value) {
  static constexpr char kHex[] = "0123456789abcdef";
  const std::string folded = core::fold(value);
  bool space = false;
  const std::size_t start = out.size();
  for (const char c : folded) {
    if (c == ' ') {
      space = out.size() > start;
      continue;
    }
    if (std::exchange(space, false)) out += ' ';
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || std::string_view(",+=\\\"<>;#").find(c) != std::string_view::npos) {
      out += '\\';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    } else {
      out += c;
    }
  }
}

/// A name or a dotted number (RFC 4512 2.5), lower-case.
bool is_attribute_type(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

std::string canonical_pair(std::string_view pair) {
  const std::size_t equals = std::min(pair.find('='), pair.size());
  std::string out = core::lower_ascii(core::without_outer_spaces(pair.substr(0, equals)));
  if (equals == pair.size() || !is_attribute_type(out)) {
    out.clear();
    append_canonical(out, unescape(pair));
    return out;
  }
  if (out.starts_with("oid.") && out.size() > 4 && out[4] >= '0' && out[4] <= '9') out.erase(0, 4);
  for (const auto& [name, short_name] : kShortNames) {
    if (out == name) out = short_name;
  }
  out += '=';
  append_canonical(out, unescape(pair.substr(equals + 1)));
  return out;
}

}  // namespace

std::string normalise_dn(std::string_view dn) {
  std::string out;
  out.reserve(dn.size());
  std::vector<std::string> pairs;
  for (std::size_t at = 0; at < dn.size();) {
    const std::size_t stop = find_stop(dn, at, ",;+");
    pairs.push_back(canonical_pair(dn.substr(at, stop - at)));
    at = stop + 1;
    if (stop < dn.size() && dn[stop] == '+') continue;
    std::sort(pairs.begin(), pairs.end());
    if (!out.empty()) out += ',';
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (i > 0) out += '+';
      out += pairs[i];
    }
    pairs.clear();
  }
  return out;
}

bool is_below(std::string_view normalised_dn, std::string_view normalised_base) {
  if (normalised_base.empty() || normalised_dn == normalised_base) return true;
  return normalised_dn.size() > normalised_base.size() &&
         normalised_dn.ends_with(normalised_base) &&
         normalised_dn[normalised_dn.size() - normalised_base.size() - 1] == ',';
}

std::string_view parent_of(std::string_view dn) {
  const std::size_t stop = find_stop(dn, 0, ",;");
  return stop < dn.size() ? dn.substr(stop + 1) : std::string_view();
}

std::string first_value_of(std::string_view dn) {
  const std::string_view first = dn.substr(0, find_stop(dn, 0, ",;+"));
  const std::size_t equals = first.find('=');
  return core::to_valid_utf8(
      unescape(equals == std::string_view::npos ? first : first.substr(equals + 1)));
}

std::string shown_dn(std::string_view dn) {
  return core::printable(dn, 120);
}

}  // namespace rettesnor::connectors
