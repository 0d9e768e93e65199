#!/usr/bin/env bash
# The committed schema is what all migrations from zero make.
exec "$(dirname "${BASH_SOURCE[0]}")/../../bin/schema" --check
