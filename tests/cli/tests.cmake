# SPDX-License-Identifier: EUPL-1.2
# Commands run as programs, with good and bad input.
if(TARGET kommunalcampus)
  add_test(NAME cli.search_corpus
           COMMAND ${CMAKE_CURRENT_LIST_DIR}/search_corpus.sh $<TARGET_FILE:kommunalcampus>)
  add_test(NAME cli.arguments COMMAND ${CMAKE_CURRENT_LIST_DIR}/arguments.sh $<TARGET_FILE:kommunalcampus>)
  set_tests_properties(cli.arguments PROPERTIES TIMEOUT 120 LABELS cli)
  add_test(NAME cli.audit COMMAND ${CMAKE_CURRENT_LIST_DIR}/audit.sh $<TARGET_FILE:kommunalcampus>)
  set_tests_properties(cli.audit PROPERTIES TIMEOUT 120 LABELS cli)
  add_test(NAME cli.plan_department
           COMMAND ${CMAKE_CURRENT_LIST_DIR}/plan_department.sh $<TARGET_FILE:kommunalcampus>)
  set_tests_properties(cli.plan_department PROPERTIES TIMEOUT 300 COST 50 LABELS cli)
  add_test(NAME cli.match_all COMMAND ${CMAKE_CURRENT_LIST_DIR}/match_all.sh $<TARGET_FILE:kommunalcampus>)
  set_tests_properties(cli.match_all PROPERTIES TIMEOUT 900 COST 200 LABELS cli)
  set_tests_properties(cli.search_corpus PROPERTIES TIMEOUT 120 LABELS cli)
  add_test(NAME cli.check COMMAND ${CMAKE_CURRENT_LIST_DIR}/check.sh $<TARGET_FILE:kommunalcampus>
                                  ${CMAKE_SOURCE_DIR}/../shared)
  set_tests_properties(cli.check PROPERTIES TIMEOUT 600 LABELS cli)
  add_test(NAME cli.advert COMMAND ${CMAKE_CURRENT_LIST_DIR}/advert.sh $<TARGET_FILE:kommunalcampus>)
  set_tests_properties(cli.advert PROPERTIES TIMEOUT 120 LABELS cli)
endif()
# How well advertisements are read must not sink unnoticed: docs/performance.md tells the figures.
add_test(NAME cli.advert_quality COMMAND bench_advert ${CMAKE_SOURCE_DIR}/tests/adverts --least 85 85 70)
set_tests_properties(cli.advert_quality PROPERTIES TIMEOUT 120 LABELS cli)
