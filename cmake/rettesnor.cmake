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

# Compiles the files of one folder together, at most RETTESNOR_UNITY_FILES of them at once: most of
# the time goes into headers, which are then read once (docs/adr/0012). Call it after the target has
# all its sources. Batches do not reach over folders, so that a file that comes or goes moves the
# batches of its own room only.
function(rettesnor_unity target)
  if(NOT RETTESNOR_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "^${CMAKE_BINARY_DIR}/")
  list(SORT sources)
  set(rooms "")
  foreach(source ${sources})
    file(RELATIVE_PATH room "${CMAKE_SOURCE_DIR}" "${source}")
    get_filename_component(room "${room}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "${room}" room)
    list(APPEND rooms ${room})
    list(APPEND in_${room} "${source}")
  endforeach()
  list(REMOVE_DUPLICATES rooms)
  foreach(room ${rooms})
    list(LENGTH in_${room} files)
    # Batches of even size: 13 files in batches of at most 12 are 7 and 6.
    math(EXPR batches "(${files} + ${RETTESNOR_UNITY_FILES} - 1) / ${RETTESNOR_UNITY_FILES}")
    set(place 0)
    foreach(source ${in_${room}})
      math(EXPR batch "${place} * ${batches} / ${files}")
      set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${room}_${batch}")
      math(EXPR place "${place} + 1")
    endforeach()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
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
  rettesnor_unity(${name})
endfunction()
