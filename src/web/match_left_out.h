/* SPDX-License-Identifier: EUPL-1.2 */
/* Why other blocks are left out: counted, in words, with the way to the wish. */
#ifndef KC_WEB_MATCH_LEFT_OUT_H
#define KC_WEB_MATCH_LEFT_OUT_H

#include "web/page_match.h"

/*
 * The reasons that leave something out, the one that leaves out the most first;
 * `out` has MATCH_OUTS numbers, `ret_list` room for as many. Answers how many.
 */
int match_left_out_list(const struct page *page, const struct situation *s, const uint32_t *out,
                        struct match_left_out *ret_list);

#endif
