#!/usr/bin/env bash
# Shows that the tests over everything can fail: breaks their subjects one at a time, in a copy of the tree, and insists
# that the named test notices. Called by bin/test --deep, whose cluster it uses.
#   bin/test --deep mutations           all of them
#   MUTATIONS=csrf bin/test --deep mutations    those whose name contains the word
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tree=$root/.local/mutations
: "${MITREDEN_TEST_SOCKET:?run it through bin/test --deep}"
noticed=0
missed=0

# mutation NAME TEST (FILE PERL)…: after the substitutions the test must fail; a compiler that notices would be no proof.
mutation() {
    local name=$1 test=$2 output
    shift 2
    [[ -z ${MUTATIONS:-} || $name == *"$MUTATIONS"* ]] || return 0
    if ! break_files "$@"; then
        report missed "$name" "the text to be broken is not there any more"
    elif ! output=$(swift build --package-path "$tree" --build-tests 2>&1); then
        report missed "$name" "it does not compile: $(grep -m 1 'error:' <<<"$output")"
    elif output=$(swift test --package-path "$tree" --skip-build --filter "$test" 2>&1); then
        report missed "$name" "$test passes all the same"
    elif ! grep -Eq "✘ Test $test" <<<"$output" || grep -Eq 'migrations?/|objects/|syntax error' <<<"$output"; then
        report missed "$name" "$test did not fail by itself: $(grep -m 1 -E '✘|rror' <<<"$output")"
    else
        report noticed "$name" "$test"
    fi
    copy "$@"
}

break_files() {
    while (($# > 0)); do
        perl -0pi -e "$2" "$tree/$1"
        ! cmp -s "$tree/$1" "$root/$1" || return 1
        shift 2
    done
}

# copy (FILE …)…: as they are, with a new time, so that the build sees the change back.
copy() {
    while (($# > 0)); do
        cp "$root/$1" "$tree/$1"
        shift 2
    done
}

report() {
    if [[ $1 == noticed ]]; then noticed=$((noticed + 1)); else missed=$((missed + 1)); fi
    printf '%-8s %s: %s\n' "$@"
}

# The files as they are in the tree; what is gone there goes here too, but the build.
copy_tree() {
    local file
    mkdir -p "$tree"
    find "$tree" -path "$tree/.build" -prune -o -type f -print | while IFS= read -r file; do
        [[ -e $root/${file#"$tree/"} ]] || rm "$file"
    done
    (cd "$root" && git ls-files -z --cached --others --exclude-standard -- Package.swift Sources Tests Benchmarks sql config |
        while IFS= read -r -d '' file; do
            [[ ! -e $file ]] || printf '%s\0' "$file"
        done | xargs -0 cp --parents --preserve=timestamps --target-directory="$tree")
}

# Unbroken, all the named tests pass; otherwise a failure would prove nothing.
prove_sound() {
    local names
    names=$(grep -oE '^    mutation "[^"]+" [A-Za-z]+' "${BASH_SOURCE[0]}" | awk '{ print $NF }' | sort -u | paste -s -d '|')
    swift build --package-path "$tree" --build-tests 2>&1 | tail -n 1
    swift test --package-path "$tree" --skip-build --filter "$names" >"$tree.log" 2>&1 || { grep -E '✘' "$tree.log"; exit 1; }
}

main() {
    copy_tree
    printf 'Building the copy …\n'
    prove_sound

    local open_policy='s/using \(tenant_id = \(select current_tenant\(\)\)\)/using (true)/'

    # --- the database
    mutation "a table that nobody protected" everyTableIsATenantsOwn sql/migrations/0007_corrections.sql \
        's/\z/create table strays (tenant_id uuid not null references tenants, id uuid not null default new_id(), primary key (tenant_id, id));\n/'
    mutation "row-level security that does not bind the owner" everyTableIsATenantsOwn sql/migrations/0001_foundation.sql \
        's/^.*force row level security.*$//m'
    mutation "a policy that lets everything be read" ofAnotherTenantNothingIsSeenChangedOrDeleted \
        sql/migrations/0001_foundation.sql "$open_policy"
    mutation "a policy that lets everything be written" ofAnotherTenantNothingIsSeenChangedOrDeleted sql/migrations/0001_foundation.sql \
        's/with check \(tenant_id = \(select current_tenant\(\)\)\)/with check (true)/'
    mutation "no tenant that means all tenants" withoutATenantEveryStatementFails sql/migrations/0001_foundation.sql \
        's/raise exception .no tenant is set[^;]*;/return null;/'
    mutation "votes that can be changed afterwards" rolesCanDoNoMoreThanTheyShould sql/migrations/0006_voting.sql \
        's/grant insert \(poll_id, person_id\) on open_ballots/grant insert (poll_id, person_id), update on open_ballots/'
    mutation "a function with its owner's rights" rolesCanDoNoMoreThanTheyShould sql/objects/poll_list.sql \
        's/language sql stable/language sql stable security definer/'
    mutation "a column about a person that nobody claims" everyColumnAboutAPersonIsClaimedOnce sql/migrations/0007_corrections.sql \
        's/\z/alter table notes add column seen_by uuid;\n/'
    mutation "two ballots of one person" oneBallotForEachPersonWhateverIsSentAtOnce sql/migrations/0006_voting.sql \
        's/primary key \(tenant_id, poll_id, person_id\)/copy uuid not null default gen_random_uuid(), primary key (tenant_id, poll_id, person_id, copy)/;
         s/foreign key \(tenant_id, poll_id, person_id\) references open_ballots.*?cascade,//s'

    mutation "an absent person's ballot in a batch" whoMayIsDecidedForEachEntry Sources/Voting/BallotBatchQueries.swift \
        's/^ *join check_ins as i on .*\n//m'
    mutation "a backup that anybody can be" everyTableIsATenantsOwn sql/migrations/0008_backup.sql \
        's/for select to mitreden_backup using/for select to public using/g'

    # --- the routes
    mutation "a transaction without its prelude" everyRouteForEveryRole Sources/Database/Database.swift \
        's/prelude: \[principal\.prelude\]/prelude: []/'
    mutation "permissions that are not asked" everyRouteForEveryRole Sources/Web/Dispatcher.swift \
        's/permission: route\.permission/permission: .everyone/'
    # shellcheck disable=SC2016 # $1 is Perl's
    mutation "a csrf check that says yes" everyUnsafeRouteNeedsOurOwnOrigin Sources/Web/Dispatcher.swift \
        's/(func isOurOwn\(_ request: Request\) -> Bool \{\n)/$1        if request.method == .post { return true }\n/'
    mutation "an error page that tells too much" everyFaultShowsThePageAndNoInnards Sources/Web/Dispatcher.swift \
        's/reference: String\(reference\)\)/reference: String(reflecting: error))/'
    mutation "a policy that allows inline styles" everyPageCarriesItsHeaders Sources/Web/Dispatcher.swift \
        "s/style-src 'self';/style-src 'self' 'unsafe-inline';/"
    # The policy and the query's own condition are two walls: each test must notice when both are down.
    mutation "another tenant's objects" anotherTenantsObjectsAreNotThere \
        sql/migrations/0001_foundation.sql "$open_policy" sql/objects/conference_list.sql 's/where c\.tenant_id = .*$//m'
    mutation "a session that is good for every council" aSessionIsWorthNothingAtTheOtherCouncil \
        sql/migrations/0001_foundation.sql "$open_policy" sql/objects/sessions_of.sql 's/s\.tenant_id = \(select current_tenant\(\)\) and //'
    mutation "a form whose page nobody finds" everyFormStandsOnItsPage Sources/Voting/VotingModule.swift \
        's#"/abstimmungen/\{poll\}/stimme"#"/stimme/{poll}"#'

    # --- words, colours, markup
    mutation "a text that a language lacks" everyLanguageHasEveryText config/locales/en/form.json 's/"form\.save"/"form.saved"/'
    mutation "a text that nobody uses" everyTextIsUsedAndEveryUsedTextIsThere config/locales/de/form.json 's/\{/{ "form.stray": "x",/'
    mutation "a place that one language forgot" everyTextHasTheSamePlaces config/locales/ar/form.json 's/\{limit\}/2000/'
    mutation "a plural form that is missing" everyPluralHasItsLanguagesCategories config/locales/ar/form.json 's/^.*"two".*\n//m'
    mutation "grey on grey" everyPairHasItsContrast Sources/Web/Theme.swift 's/set\("ink-soft", \(42/set("ink-soft", (72/'
    mutation "text that becomes markup" escapesTextAndAttributes Sources/HTML/Markup.swift 's/replacement = "&lt;"/replacement = "<"/'

    # --- the plan of the house
    mutation "a feature that talks to the client" featuresSeeNeitherTheClientNorTheServer Sources/Voting/Poll.swift \
        's/\A/\/\/ import Postgres\n/'
    mutation "SQL among the pages" sqlStandsInQueriesOnly Sources/Voting/BallotPages.swift 's/\A/\/\/ try tx.rows("select 1")\n/'

    printf '\nmutations: %d noticed, %d missed\n' "$noticed" "$missed"
    ((missed == 0 && noticed > 0))
}

main
