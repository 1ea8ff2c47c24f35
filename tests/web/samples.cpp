// Writes the sample pages and static files into a folder, to be looked at with a browser.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/web/sample_views.h"

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace rettesnor;
  if (argc != 2) {
    std::cerr << "usage: web_samples FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  for (const auto& [language, name] :
       {std::pair{web::Language::danish, "da"}, std::pair{web::Language::english, "en"}}) {
    for (const auto& page : test::sample_pages(language, test::Flavour::full)) {
      write(folder / name / (page.name + ".html"), page.html);
    }
    for (const auto& page : test::sample_pages(language, test::Flavour::hostile)) {
      write(folder / name / "hostile" / (page.name + ".html"), page.html);
    }
  }
  for (const char* file : {"dkfds.css", "rettesnor.css", "rettesnor.js", "favicon.svg",
                           "plex-400.woff2", "plex-600.woff2", "plex-700.woff2"}) {
    const std::string path = std::string("/static/") + file;
    if (const auto found = web::static_file(path)) write(folder / "static" / file, found->bytes);
  }
  return 0;
}
