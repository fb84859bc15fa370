#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# How good matches are, beside popularity, newest, BM25 on the profile, one side alone, arithmetic mean and product
# of the three sides, cold and warm, on invented people whose true preferences are known: bench/match_world.h tells
# how they are made, bench/match_quality.c how they are judged. The regions 101 to 106 were not looked at when the
# weights were tuned (on 1 to 5). Takes about a minute; the figures do not depend on the machine.
. "$(dirname "$0")/lib.sh"
release_target bench_match_quality
title "Match: quality"
cd "$root"
if [ -n "$quick" ]; then build/release/bench_match_quality --quick; else build/release/bench_match_quality "$@"; fi
