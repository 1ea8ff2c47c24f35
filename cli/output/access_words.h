// How `who` and `access` tell of rights: the verdict, the way, the capacity behind it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/output/screen.h"
#include "reconcile/questions.h"

namespace rettesnor::cli {

/// "forventet", "udløbet 30.09.2026", … with its tone.
Line verdict_of(const Screen& screen, const reconcile::Standing& standing);
/// "direkte", or "via G_A → G_B"; "siden 01.06.2026" when it was seen to begin.
std::string how_of(const Screen& screen, const reconcile::AccessGraph& graph,
                   const reconcile::Holding& holding, const core::LocalZone& zone);
/// "Sygeplejerske, Hjemmepleje Nord, 01.02.2019–30.09.2026".
Line line_of_capacity(const Screen& screen, const reconcile::AccessGraph& graph,
                      const reconcile::Capacity& capacity);

nlohmann::json json_of_standing(const reconcile::AccessGraph& graph,
                                const reconcile::Standing& standing);
nlohmann::json json_of_holding(const reconcile::AccessGraph& graph,
                               const reconcile::Holding& holding);
nlohmann::json json_of_capacity(const reconcile::AccessGraph& graph,
                                const reconcile::Capacity& capacity);

}  // namespace rettesnor::cli
