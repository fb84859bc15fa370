# SPDX-License-Identifier: EUPL-1.2
# match learn: a model appears whole or not at all, also when the training is killed (tests/match/learn.sh).
add_test(NAME match_learn COMMAND ${CMAKE_SOURCE_DIR}/tests/match/learn.sh $<TARGET_FILE:kommunalcampus>)
set_tests_properties(match_learn PROPERTIES TIMEOUT 300 LABELS match)
