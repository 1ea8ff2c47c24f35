// The parts of the bench; each runs in a process of its own.
#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/measure.h"

namespace rettesnor::bench {

Numbers part_prepare(std::uint32_t persons, const std::string& path);
Numbers part_merge(std::uint32_t persons);
Numbers part_sql(std::uint32_t persons, const std::string& path);
Numbers part_end_to_end(std::uint32_t persons, const std::string& path);
Numbers part_answers(std::uint32_t persons, const std::string& path);

/// Starts slapd on the town in `folder` and holds our pull against ldapsearch, interleaved.
Numbers part_directory(std::uint32_t persons, const std::string& folder);
/// One pull and apply alone, for its peak memory; the server of `folder` must run.
Numbers part_one_pull(const std::string& url, const std::string& ca_file, const std::string& path);
/// Takes `count` memberships away in a slapd of its own and looks at each again; and ldapmodify,
/// interleaved.
Numbers part_removals(std::uint32_t count);
/// The same in a Samba Active Directory, out of one group of 1,640.
Numbers part_removals_ad(std::uint32_t count);

/// Over a prepared store.
Numbers part_open_campaign(std::uint32_t persons, const std::string& path);
/// Reviewers answer while a directory of so many persons is read.
Numbers part_decisions(std::uint32_t persons, const std::string& path);
Numbers part_append(const std::string& path);
Numbers part_page(const std::string& path);
/// Needs the program and generate_town to be built.
Numbers part_start(const std::string& folder);

}  // namespace rettesnor::bench
