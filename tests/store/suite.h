/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of the suite; each answers how many of its tests failed. */
#ifndef KC_TESTS_STORE_SUITE_H
#define KC_TESTS_STORE_SUITE_H

int suite_db(void);
int suite_catalogue(void);
int suite_people(void);
int suite_items(void);
int suite_writers(void);
int suite_faults(void);
int suite_migrate(void);
int suite_reach(void);

#endif
