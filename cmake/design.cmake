# Embeds what /static/ serves: our own files and, from node_modules, Det Fælles Designsystem.

set(RETTESNOR_DKFDS "${CMAKE_SOURCE_DIR}/node_modules/dkfds/dist")
if(NOT EXISTS "${RETTESNOR_DKFDS}/css/dkfds.min.css")
  message(FATAL_ERROR "node_modules/dkfds is missing; tools/setup.sh installs it (npm ci --ignore-scripts)")
endif()

# rettesnor_embed_design(target): the stylesheet without its fonts and icons, which pages do not use
# (a browser would ask for each), and three weights of the font for Latin letters.
function(rettesnor_embed_design target)
  set(folder "${CMAKE_BINARY_DIR}/embedded/design")
  file(MAKE_DIRECTORY "${folder}")
  file(READ "${RETTESNOR_DKFDS}/css/dkfds.min.css" css)
  string(REGEX REPLACE "@font-face{[^}]*}" "" css "${css}")
  string(REGEX REPLACE "url\\(\\.\\./img/[^)]*\\)" "none" css "${css}")
  string(REGEX REPLACE "/\\*# sourceMappingURL[^*]*\\*/" "" css "${css}")
  file(CONFIGURE OUTPUT "${folder}/dkfds.css" CONTENT "${css}" @ONLY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
               "${RETTESNOR_DKFDS}/css/dkfds.min.css")
  rettesnor_embed_as(${target} "${folder}/dkfds.css" design_dkfds_css)
  foreach(weight Regular SemiBold Bold)
    string(TOLOWER "design_plex_${weight}_woff2" symbol)
    rettesnor_embed_as(${target}
      "${RETTESNOR_DKFDS}/fonts/IBMPlexSans/split/woff2/IBMPlexSans-${weight}-Latin1.woff2" ${symbol})
  endforeach()
  foreach(file rettesnor.css rettesnor.js favicon.svg)
    string(MAKE_C_IDENTIFIER "design_${file}" symbol)
    rettesnor_embed_as(${target} "${CMAKE_SOURCE_DIR}/web/static/${file}" ${symbol})
  endforeach()
endfunction()

# Like rettesnor_embed, for a file that lies anywhere.
function(rettesnor_embed_as target file symbol)
  set(output "${CMAKE_BINARY_DIR}/embedded/${symbol}.cpp")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${output} -DSYMBOL=${symbol}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS "${file}" "${CMAKE_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
  set_source_files_properties("${output}" PROPERTIES UNITY_GROUP embedded)
endfunction()
