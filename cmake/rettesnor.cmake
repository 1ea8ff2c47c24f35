# Folder = library = namespace, and texts that are built into the program.

# Writes a .cpp with one function that returns the file's bytes:
# policies/policy.schema.json → std::string_view rettesnor::embedded::policies_policy_schema_json().
function(rettesnor_embed target file)
  string(MAKE_C_IDENTIFIER "${file}" symbol)
  set(output "${CMAKE_BINARY_DIR}/embedded/${symbol}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -DINPUT=${CMAKE_SOURCE_DIR}/${file} -DOUTPUT=${output} -DSYMBOL=${symbol}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS "${CMAKE_SOURCE_DIR}/${file}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  set_source_files_properties("${output}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# rettesnor_library(name LINK … PRIVATE_LINK … EMBED file… EMBED_FOLDER folder)
function(rettesnor_library name)
  cmake_parse_arguments(ARG "" "EMBED_FOLDER" "LINK;PRIVATE_LINK;EMBED" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${name}/*.cpp"
       "${CMAKE_SOURCE_DIR}/${name}/*.h")
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  foreach(file ${ARG_EMBED})
    if(EXISTS "${CMAKE_SOURCE_DIR}/${file}")
      rettesnor_embed(${name} ${file})
    endif()
  endforeach()
  if(ARG_EMBED_FOLDER)
    # A list of all files as well: rettesnor::embedded::store_migrations() → (name, text) in order.
    file(GLOB files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
         "${CMAKE_SOURCE_DIR}/${ARG_EMBED_FOLDER}/*")
    list(SORT files)
    string(MAKE_C_IDENTIFIER "${ARG_EMBED_FOLDER}" symbol)
    set(declarations "")
    set(rows "")
    foreach(file ${files})
      rettesnor_embed(${name} ${file})
      string(MAKE_C_IDENTIFIER "${file}" id)
      get_filename_component(base "${file}" NAME)
      string(APPEND declarations "std::string_view ${id}();\n")
      string(APPEND rows "      {\"${base}\", ${id}()},\n")
    endforeach()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/embedded/list_${symbol}.cpp" CONTENT
"#include <string_view>
#include <utility>
#include <vector>
namespace rettesnor::embedded {
@declarations@
std::vector<std::pair<std::string_view, std::string_view>> @symbol@() {
  return {
@rows@  };
}
}  // namespace rettesnor::embedded
" @ONLY)
    target_sources(${name} PRIVATE "${CMAKE_BINARY_DIR}/embedded/list_${symbol}.cpp")
  endif()
endfunction()
