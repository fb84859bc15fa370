/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The files of data/, embedded into the program: what a fresh installation
 * starts with. Names are paths below data/: "framework.json".
 */
#ifndef KC_SERVICE_DATA_FILE_H
#define KC_SERVICE_DATA_FILE_H

#include "base/slice.h"

struct data_file {
    const char *name;
    struct slice bytes;
};

/* All, sorted by name; NULL behind the last. */
const struct data_file *data_file_at(size_t index);
/* ERR_NOT_FOUND when no file of data/ has this name. */
MUST_USE enum err data_file_find(struct slice name, struct slice *ret_bytes);

#endif
