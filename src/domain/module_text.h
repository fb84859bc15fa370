/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Summary and description of a module, which the catalogue keeps packed: of a million blocks they
 * are a third of all memory, and are asked for one page at a time.
 *
 * A packed module has them in `texts`, and what says summary and description is empty then. So read
 * modules of a catalogue by these functions; any other module can be, too.
 */
#ifndef KC_DOMAIN_MODULE_TEXT_H
#define KC_DOMAIN_MODULE_TEXT_H

#include "base/text_pack.h"
#include "domain/module.h"

enum module_text { MODULE_SUMMARY, MODULE_DESCRIPTION, MODULE_TEXTS };

/* Pack both texts of a module that has them plain. ERR_LIMIT: no memory. */
MUST_USE enum err module_pack(struct arena *arena, struct text_pack *pack, struct module *m);
/* The text: the module's own when it is plain, else in `arena`. ERR_LIMIT: the arena is full. */
MUST_USE enum err module_text(const struct module *m, struct arena *arena, enum module_text which,
                              struct slice *ret_text);
/* Make it plain again, in `arena`: for what is saved or shown as a whole. ERR_LIMIT likewise. */
MUST_USE enum err module_unpack(struct module *m, struct arena *arena);

#endif
