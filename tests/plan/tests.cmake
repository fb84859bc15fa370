# SPDX-License-Identifier: EUPL-1.2
# plan solve, judged by an independent referee and another solver (tests/plan_referee.sh).
add_test(NAME plan_referee COMMAND ${CMAKE_SOURCE_DIR}/tests/plan_referee.sh $<TARGET_FILE:kommunalcampus> 80)
set_tests_properties(plan_referee PROPERTIES TIMEOUT 600 COST 60 SKIP_RETURN_CODE 77 LABELS plan)
