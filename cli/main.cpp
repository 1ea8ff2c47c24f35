// The program: hands the machine to run_program and catches what must never reach a user.
#include <algorithm>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/program.h"

int main(int argc, char** argv) {
  using namespace rettesnor::cli;
  try {
    const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const ExitCode code = run_program(words, this_machine(std::cout, std::cerr));
    std::cout.flush();
    return static_cast<int>(std::cout.good() ? code : worse_of(code, ExitCode::fault));
  } catch (const std::exception& error) {
    std::cerr << "Fejl: programmet selv gik i stykker / the program itself broke: " << error.what()
              << "\n  Prøv igen; sker det én gang til, så send linjen ovenfor til dem, der passer "
                 "programmet.\n";
    return static_cast<int>(ExitCode::fault);
  }
}
