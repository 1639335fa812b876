#!/bin/sh
# Verifies the answers to a joint statement, or the approvals of a chapter, with OpenSSH (9.1 or later) and the core
# utilities alone: neither the network is needed for it nor the program that published them. README.txt says what each
# file and each word means.
#
#   sh verify.sh [--plain] [--at INSTANT|now] [FOLDER]
#
# Ends with 0 when nothing is wrong, with 1 when something is not what it claims to be, with 2 when it could not work.
#
# Nothing that is read is run: there is no eval, names are checked before they are used, and a folder that holds a file
# of any other name is refused. What is written lies in a folder of its own below $TMPDIR, and is removed at the end.
# shellcheck disable=SC2015 # "a && b || c": c is meant where either fails
# shellcheck disable=SC2086 # what stands without quotation marks is to be split into its words; there are no patterns
# shellcheck disable=SC2046,SC2094,SC2100,SC2030,SC2031 # likewise; files are read, and none of these is written
set -fu
LC_ALL=C TZ=UTC
export LC_ALL TZ
unset CDPATH
umask 077

could_not() {
    printf 'verify.sh: %s\n' "$1" >&2
    exit 2
}

at='' plain='' folder=$(dirname -- "$0")
while [ $# -gt 0 ]; do
    case $1 in
    --plain) plain=yes ;;
    --at) at=${2-} && shift ;;
    -*) could_not 'usage: sh verify.sh [--plain] [--at INSTANT|now] [FOLDER]' ;;
    *) folder=$1 ;;
    esac
    shift
done
case $folder in /*) ;; *) folder=./$folder ;; esac
cd -- "$folder" || could_not 'there is no such folder'
[ -f facts.txt ] || could_not 'there is no facts.txt here: name the folder verify/ of a statement or chapter'
[ $((65536 * 65536)) -gt 0 ] || could_not 'this shell cannot count seconds beyond 2038: use dash, bash, zsh or ksh'
for tool in ssh-keygen sha256sum base64 od wc tr sort mktemp; do
    command -v "$tool" >/dev/null || could_not "$tool is not installed"
done
work=$(mktemp -d) || could_not 'no folder for temporary files can be made'
trap 'rm -rf -- "$work"' EXIT
trap 'exit 2' HUP INT TERM
(cd "$work" && mkdir known wanted keys first members receipts lines corrections texts own latest changes for parts given objected) || exit 2
for file in public fingerprints answers papers problems blocked; do
    : >"$work/$file"
done
problem() { # something that is wrong beside the answers
    printf '%s\n' "$*" >>"$work/problems"
}

# --- words: each is looked at before it is used ---

is_id() {
    case $1 in '' | [!a-z]* | *[!a-z0-9-]*) return 1 ;; esac
    [ ${#1} -le 63 ]
}
is_number() {
    case $1 in '' | [!1-9]* | *[!0-9]*) return 1 ;; esac
    [ ${#1} -le 4 ]
}
is_digest() {
    case $1 in *[!0-9a-f]*) return 1 ;; esac
    [ ${#1} -eq 64 ]
}
is_language() {
    case $1 in *[!A-Za-z0-9-]*) return 1 ;; esac
    case $1 in [a-z][a-z]*) ;; *) return 1 ;; esac
}
is_file() { # a file, and no link that leads elsewhere
    [ -f "$1" ] && [ ! -h "$1" ]
}
one_of() { # a word, and those that it may be
    word=$1 && shift
    for choice; do
        [ "$word" != "$choice" ] || return 0
    done
    return 1
}

# The seconds from 1970 to an instant (2026-11-03T10:00:00Z) or to the beginning of a day (2026-11-03), in $seconds, and
# the same as OpenSSH writes it in $stamp.
moment() {
    case $1 in
    [12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z) clock=${1#*T} ;;
    [12][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) clock=00:00:00Z ;;
    *) return 1 ;;
    esac
    year=${1%%-*} month=${1#*-} day=${1%%T*} hour=${clock%%:*} minute=${clock#*:} second=${clock##*:}
    month=${month%%-*} day=${day##*-} minute=${minute%:*} second=${second%Z}
    stamp=$year$month$day$hour$minute${second}Z
    # A 1 before the digits: 08 would be read as a number in base 8.
    year=$((1$year - 10000)) month=$((1$month - 100)) day=$((1$day - 100))
    hour=$((1$hour - 100)) minute=$((1$minute - 100)) second=$((1$second - 100))
    case $month in
    4 | 6 | 9 | 11) longest=30 ;;
    2) longest=$((28 + (year % 4 == 0 && year % 100 != 0 || year % 400 == 0))) ;;
    *) longest=31 ;;
    esac
    [ $month -ge 1 ] && [ $month -le 12 ] && [ $day -ge 1 ] && [ $day -le $longest ] &&
        [ $hour -le 23 ] && [ $minute -le 59 ] && [ $second -le 59 ] || return 1
    # Years that begin in March have their odd day at the end.
    year=$((year - (month <= 2))) month=$(((month + 9) % 12))
    day=$((365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719469))
    seconds=$((day * 86400 + hour * 3600 + minute * 60 + second))
}
instant() { # an instant, or - for none, which leaves $seconds empty
    case $1 in
    -) seconds='' ;;
    *T*) moment "$1" ;;
    *) return 1 ;;
    esac
}

# --- what only the registry knows ---

coalition='' statement='' chapter='' secretariat='' told='' log='' current='' status='' deadline='' rule='' minimum='' until=''
texts='' contents=''
facts() {
    read -r first && [ "$first" = coalition-facts/1 ] || return 1
    while read -r name a b c rest; do
        case $name in
        coalition) coalition=$a ;;
        statement) is_id "$a" && statement=$a ;;
        chapter) is_id "$a" && chapter=$a ;;
        content) is_language "$a" && contents="$contents $a" ;;
        part) is_language "$a" && one_of "$b" lead reviewer contributor && is_id "$c" && printf '%s %s\n' "$b" "$c" >>"$work/parts/$a" ;;
        secretariat) is_id "$a" && secretariat=$a ;;
        instant) told=$a ;;
        receipts) one_of "$a" kept none && log=$a ;;
        version) is_number "$a" && current=$a ;;
        status) is_id "$a" && status=$a ;;
        deadline) instant "$a" && deadline=$seconds ;;
        adoption) is_id "$a" && rule=$a && { [ "$b" = - ] || { is_number "$b" && minimum=$b; }; } ;;
        objections) instant "$a" && objections=$seconds ;;
        correction) is_number "$a" && is_number "$b" && moment "$c" && printf '%s %s\n' "$b" "$seconds" >"$work/corrections/$a" ;;
        text) is_number "$a" && is_language "$b" && one_of "$c" normative translation && texts="$texts $a/$b/$c" ;;
        *) return 1 ;;
        esac && [ ! "$rest" ] || return 1
        one_of "$name" adoption correction text part || [ ! "$b" ] || return 1
    done
}
objections=''
facts <facts.txt || could_not 'facts.txt is not as README.txt says'
case $coalition in '' | *[!a-z0-9.-]*) could_not 'facts.txt names no coalition' ;; esac
case $statement.$chapter in ?*.?* | .) could_not 'facts.txt is not of one statement, and not of one chapter' ;; esac
[ "$secretariat" ] && [ "$log" ] && { [ "$chapter" ] || { [ "$current" ] && [ "$status" ] && [ "$rule" ]; }; } ||
    could_not 'facts.txt is not whole'
at=${at:-$told}
[ "$at" != now ] || at=$(date -u +%Y-%m-%dT%H:%M:%SZ)
case $at in *T*) ;; *) false ;; esac && moment "$at" || could_not 'write the instant as 2026-11-03T10:00:00Z'
now=$seconds now_stamp=$stamp

while read -r name day state rest; do
    [ "$name" != coalition-members/1 ] || continue
    is_id "$name" && moment "$day" && is_id "$state" && [ ! "$rest" ] || could_not 'members.txt is not as README.txt says'
    printf '%s %s\n' "$seconds" "$state" >>"$work/members/$name"
done <members.txt

# Of each member a file with a line a key: its fingerprint, from, until, revoked, and whether it is proven. ssh-keygen is
# asked for all fingerprints at once.
number=0
{ read -r first && [ "$first" = coalition-keys/1 ]; } <keys.txt || could_not 'keys.txt is not as README.txt says'
while read -r name type key from until revoked rest; do
    [ "$name" != coalition-keys/1 ] || continue
    number=$((number + 1))
    is_id "$name" && one_of "$type" ssh-ed25519 sk-ssh-ed25519@openssh.com && [ "$revoked" ] && [ ! "$rest" ] ||
        could_not 'keys.txt is not as README.txt says'
    case $key in *[!A-Za-z0-9+/=]*) could_not 'keys.txt holds what is no key' ;; esac
    printf '%s %s %s\n' "$type" "$key" "$number"
done <keys.txt >"$work/public"
[ "$number" -eq 0 ] || ssh-keygen -lf "$work/public" >"$work/fingerprints" 2>/dev/null
number=0
while read -r name type key from until revoked; do
    [ "$name" != coalition-keys/1 ] || continue
    number=$((number + 1))
    read -r _ fingerprint index _ <&3 && [ "$index" = "$number" ] || could_not 'keys.txt holds what is no key'
    moment "$from" && from=$seconds && instant "$until" && until=${seconds:--} && instant "$revoked" ||
        could_not 'keys.txt is not as README.txt says'
    printf '%s %s %s %s no\n' "$fingerprint" "$from" "$until" "${seconds:--}" >>"$work/keys/$name"
    earliest=$from
    [ ! -f "$work/first/$name" ] || read -r earliest _ <"$work/first/$name"
    [ -f "$work/first/$name" ] && [ "$earliest" -le "$from" ] || printf '%s %s\n' "$from" "$fingerprint" >"$work/first/$name"
done <keys.txt 3<"$work/fingerprints"

change_key() { # member, fingerprint; then `proven`, or the time at which it ends at the latest
    lines=''
    while read -r fingerprint from until revoked proven; do
        if [ "$fingerprint" = "$2" ] && [ "$3" = proven ]; then
            proven=proven
        elif [ "$fingerprint" = "$2" ]; then
            [ "$until" != - ] && [ "$until" -le "$3" ] || until=$3
        fi
        lines="$lines$fingerprint $from $until $revoked $proven
"
    done <"$work/keys/$1"
    printf '%s' "$lines" >"$work/keys/$1"
}
# A member's first key is proven by the registry alone; any other by a change that an earlier key signed.
while read -r name _; do
    [ "$name" != coalition-keys/1 ] || continue
    read -r _ fingerprint <"$work/first/$name"
    change_key "$name" "$fingerprint" proven
done <keys.txt

# --- the files, by names that are checked; their digests and sizes, asked for at once ---

know() { # remembers the digest and the size of files of one folder
    mkdir -p "$work/known/${1%/*}"
    sha256sum -- "$@" >"$work/digests" && wc -c -- "$@" >"$work/sizes" || could_not 'a file cannot be read'
    while read -r digest name && read -r size _ <&3; do
        printf '%s %s\n' "$digest" "$size" >"$work/known/$name"
        : >"$work/wanted/$digest"
    done <"$work/digests" 3<"$work/sizes"
}
refuse() {
    name=$(printf '%s' "$2" | tr -c 'A-Za-z0-9._-' '?')
    could_not "$1 holds \"$name\", which none of its files is called, or which is no file"
}
# Looks at the names of all that lies in a folder; the files that are neither attestations nor signatures are added to
# $found.
look() { # the folder, and the least number that a name can bear
    home=$1 least=$2
    set +f
    set -- "$home"/*
    set -f
    [ -e "$1" ] || [ -h "$1" ] || return 0
    for path; do
        name=${path##*/}
        stem=${name%.sig}
        case $stem in
        *.attestation.txt) stem=${stem%.attestation.txt} ;;
        *.txt) stem=${stem%.txt} ;;
        *) refuse "$home" "$name" ;;
        esac
        number=${stem#*.}
        [ "$number" != "$stem" ] || number=''
        if [ "$number" ] || [ "$least" -eq 1 ]; then
            is_number "$number" && [ "$number" -ge "$least" ] || refuse "$home" "$name"
        fi
        is_id "${stem%%.*}" && is_file "$path" || refuse "$home" "$name"
        case $name in
        *.attestation.txt | *.sig) ;;
        *) found="$found $path" ;;
        esac
    done
    know "$@"
}

for text in $texts; do
    version=${text%%/*} role=${text##*/} language=${text#*/}
    language=${language%/*}
    path=v$version/$language.md
    is_file "$path" || could_not "$path is not there"
    know "$path"
    read -r digest _ <"$work/known/$path"
    printf '%s %s %s\n' "$language" "$role" "$digest" >>"$work/texts/$version"
done

for language in $contents; do
    is_file "content/$language.txt" || could_not "content/$language.txt is not there"
    know "content/$language.txt"
done

found=''
look trust/keys 1
changes=$found
found=''
set +f
set -- endorsements/*
set -f
[ -e "$1" ] || [ -h "$1" ] || shift
for path; do
    is_number "${path#endorsements/v}" && [ -d "$path" ] && [ ! -h "$path" ] || refuse endorsements "${path##*/}"
    look "$path" 2
done
[ ! "$chapter" ] || look approvals 2
answers=$found

# --- the receipt log: a chain of lines, which proves something as far as it holds ---

chain() {
    # Every line goes into a file of its own, so that one sha256sum looks at all of them.
    number=0 bytes=0
    while whole=yes && IFS= read -r line || { whole='' && [ "$line" ]; }; do
        set -- $line
        number=$((number + 1)) bytes=$((bytes + ${#line} + 1))
        if [ ! "$whole" ] || [ $# -ne 4 ] || [ "$line" != "$1 $2 $3 $4" ] || ! is_digest "$2" || ! is_digest "$4"; then
            broken=$number
            break
        fi
        printf '%s' "$line" >"$work/lines/$number"
        printf '%s  %s\n' "$4" $((number - 1))
    done <trust/receipts.log >"$work/chain"
    : >"$work/lines/0"
    (cd "$work/lines" && sha256sum -c ../chain) >"$work/chained" 2>/dev/null
    read -r _ size <"$work/known/trust/receipts.log"
    [ "$broken" ] || [ $bytes -eq "$size" ] || broken=$number
    number=0 before=''
    while IFS= read -r line && IFS= read -r word <&3; do
        set -- $line
        number=$((number + 1))
        case "$number $4 $word" in
        "1 0000000000000000000000000000000000000000000000000000000000000000 "*) ;;
        1\ * | *FAILED*) broken=$number && break ;;
        esac
        case $1 in 2*T*) ;; *) false ;; esac && { [ "$3" = - ] || is_digest "$3"; } && moment "$1" && [ "$seconds" -ge "${before:-$seconds}" ] ||
            { broken=$number && break; }
        before=$seconds last=$seconds last_stamp=$stamp
        # Of two for the same file the first says when it arrived; most are of files that are not here.
        if [ -e "$work/wanted/$2" ] && [ "$seconds" -le "$now" ] && [ ! -e "$work/receipts/$2.$3" ]; then
            printf '%s %s %s\n' $number "$seconds" "$stamp" >"$work/receipts/$2.$3"
        fi
    done <trust/receipts.log 3<"$work/chained"
}
broken='' last=$now last_stamp=$now_stamp
if [ "$log" = kept ]; then
    is_file trust/receipts.log && [ ! -h trust/receipts.log.sig ] || could_not 'trust/receipts.log is not there'
    know trust/receipts.log
    chain
    [ ! "$broken" ] || problem "trust/receipts.log: the chain breaks at line $broken; what follows proves nothing"
fi

# --- signatures ---

numbers() { # what comes in, as numbers with a blank between two
    set -- $(od -An -v -tu1)
    printf '%s' "$*"
}
for kind in endorsement approval attestation key-change receipts unnamed; do
    printf '%s@%s' "$kind" "$coalition" | numbers >"$work/for/$kind"
done

# The base64 of the one signature that a file holds, from its first byte to its last, in $body.
armour() {
    body='' bytes=58
    read -r _ size <"$work/known/$1"
    {
        IFS= read -r line && [ "$line" = '-----BEGIN SSH SIGNATURE-----' ] || return 1
        while IFS= read -r line && [ "$line" != '-----END SSH SIGNATURE-----' ]; do
            case $line in '' | *[!A-Za-z0-9+/=]*) return 1 ;; esac
            body=$body$line bytes=$((bytes + ${#line} + 1))
            [ ${#line} -le 100 ] && [ $bytes -le 16384 ] || return 1
        done
    } <"$1"
    case $body in '' | *=[!=]*) return 1 ;; esac
    # Nothing follows it and nothing was passed over: neither a second signature nor a byte that shells do not see.
    [ "$line" = '-----END SSH SIGNATURE-----' ] && [ $((${#body} % 4)) -eq 0 ] && [ $bytes -eq "$size" ]
}

# What a signature says of itself, by its bytes as numbers: $strong (empty for keys that are not taken) and $for, its
# namespace. Fails where they are no signature.
parts() {
    strong='' for=''
    [ $# -gt 10 ] && [ "$1 $2 $3 $4 $5 $6 $7 $8 $9 ${10}" = '83 83 72 83 73 71 0 0 0 1' ] || return 1 # SSHSIG, 1
    shift 10
    for part in key namespace reserved hash signature; do
        [ $# -ge 4 ] || return 1
        size=$((($1 << 24) + ($2 << 16) + ($3 << 8) + $4))
        shift 4
        [ $# -ge $size ] || return 1
        length=$size taken=''
        while [ $size -gt 0 ]; do
            taken="$taken $1" size=$((size - 1))
            shift
        done
        case "$part$taken" in
        # "ssh-ed25519" and a key of 32 bytes
        'key 0 0 0 11 115 115 104 45 101 100 50 53 53 49 57 0 0 0 32 '*) [ $length -eq 51 ] && strong=yes || return 1 ;;
        'key 0 0 0 11 115 115 104 45 101 100 50 53 53 49 57'*) return 1 ;;
        # "sk-ssh-ed25519@openssh.com", a key of 32 bytes, and what the security key made it for
        'key 0 0 0 26 115 107 45 115 115 104 45 101 100 50 53 53 49 57 64 111 112 101 110 115 115 104 46 99 111 109 0 0 0 32 '*)
            [ $length -ge 70 ] && strong=yes || return 1
            ;;
        'key 0 0 0 26 115 107 45 115 115 104 45 101 100 50 53 53 49 57 64 111 112 101 110 115 115 104 46 99 111 109'*) return 1 ;;
        namespace*) for=${taken# } ;;
        reserved | 'hash 115 104 97 53 49 50' | 'hash 115 104 97 50 53 54') ;; # sha512, sha256
        reserved* | hash*) return 1 ;;
        esac
    done
    [ $# -eq 0 ]
}

# Whether a key may speak for a member at a time, in $verdict. A change of keys is judged by the day that it states
# ($stated) where no receipt tells when it arrived, or where it ends the very key that signed it ($ends).
may_speak() { # member, fingerprint, time
    verdict=unknown-key
    [ -f "$work/keys/$1" ] || return 0
    while read -r fingerprint from until revoked proven; do
        [ "$fingerprint $proven" = "$2 proven" ] || continue
        if [ "$stated" ] && { [ $entry -eq 0 ] || [ "$ends" = "$2" ]; }; then
            [ "$from" -lt $((stated + 86400)) ] && { [ "$until" = - ] || [ "$stated" -le "$until" ]; }
        else
            [ "$from" -le "$3" ] && { [ "$until" = - ] || [ "$3" -lt "$until" ]; }
        fi && fault='' || fault=key-not-valid-then
        [ "$revoked" = - ] || [ "$revoked" -gt "$3" ] || fault=key-revoked
        [ "$fault" ] || { verdict=good && return; }
        [ $verdict = key-revoked ] || verdict=$fault
    done <"$work/keys/$1"
}

# What the signature beside a file is worth, in $verdict. $entry and $arrived are the line of its receipt and its time, 0
# and nothing where it has none; $signer is the key.
signed() { # file, who has to have made it, for what; for some, when the key has to be valid, twice: for us, for OpenSSH
    verdict=malformed entry=0 arrived='' signer='' when=${4-$now} when_stamp=${5-$now_stamp}
    read -r digest _ <"$work/known/$1"
    read -r seal _ <"$work/known/$1.sig"
    if [ $# -eq 3 ] && [ -f "$work/receipts/$digest.$seal" ]; then
        read -r entry arrived when_stamp <"$work/receipts/$digest.$seal"
        when=$arrived
    fi
    armour "$1.sig" && printf '%s' "$body" | base64 -d >"$work/raw" 2>/dev/null || return 0
    parts $(od -An -v -tu1 "$work/raw") || return 0
    verdict=weak-key
    [ "$strong" ] || return 0
    verdict=wrong-namespace
    read -r wanted <"$work/for/$3"
    [ "$for" = "$wanted" ] || return 0
    verdict=bad-signature
    said=$(ssh-keygen -Y check-novalidate -n "$3@$coalition" -s "$1.sig" <"$1" 2>/dev/null) || return 0
    case $said in "Good \"$3@$coalition\" signature with "*' key SHA256:'*) ;; *) return 0 ;; esac
    signer=${said##* }
    may_speak "$2" "$signer" "$when"
    [ $verdict = good ] && [ ! "$stated" ] || return 0
    # OpenSSH has the last word, but on a change that ends the key which signed it.
    said=$(ssh-keygen -Y verify -f allowed_signers -I "$2" -n "$3@$coalition" -s "$1.sig" "-Overify-time=$when_stamp" <"$1" 2>/dev/null) &&
        case $said in "Good \"$3@$coalition\" signature for $2 with "*" key $signer") ;; *) false ;; esac && return
    problem "allowed_signers: by it the key $signer of $2 is not valid at $when_stamp, and by keys.txt it is"
    verdict=unknown-key
}
stated='' ends=''

# --- the lines of signed files ---

controls=$(printf '\001-\010\013-\037\177')
take() { # the next line, which has to begin with that name and a colon; what follows is in $value
    if [ ! "$ahead" ]; then
        IFS= read -r line || return 1
        ahead=yes bytes=$((bytes + ${#line} + 1))
    fi
    value=${line#"$1: "}
    case $line in "$1: "[[:space:]]* | *[[:space:]] | *[$controls]*) return 1 ;; "$1: "*) ahead='' ;; *) return 1 ;; esac
}
ending() { # either nothing is left, or an empty line and a text that ends with one line feed
    [ ! "$ahead" ] || return 1
    IFS= read -r line || { [ ! "$line" ] && return; }
    bytes=$((bytes + 1)) previous='' filled=''
    [ ! "$line" ] || return 1
    while IFS= read -r line; do
        case $line in *[$controls]*) return 1 ;; esac
        bytes=$((bytes + ${#line} + 1)) previous=$line filled=$filled$line
    done
    [ ! "$line" ] && [ "$previous" ]
}
record() { # what reads it, and the file
    ahead='' bytes=0
    read -r _ size <"$work/known/$2"
    $1 <"$2" && [ $bytes -eq "$size" ]
}
opening() {
    IFS= read -r line && [ "$line" = "$1" ] && bytes=$((${#line} + 1))
}
nonce() {
    take nonce && [ ${#value} -eq 32 ] && case $value in *[!0-9a-f]*) return 1 ;; esac
}
answer() {
    opening coalition-endorsement/1 &&
        take coalition && its_coalition=$value &&
        take statement && is_id "$value" && its_statement=$value &&
        take version && is_number "$value" && its_version=$value &&
        take language && is_language "$value" && its_language=$value &&
        take text-sha256 && is_digest "$value" && its_text=$value &&
        take member && is_id "$value" && its_member=$value &&
        take action && one_of "$value" endorse decline abstain object withdraw && action=$value &&
        take capacity && one_of "$value" drafter co-sponsor supporter &&
        take mandate && one_of "$value" exact editorial && mandate=$value &&
        take scope && case $value in *'  '*) false ;; esac &&
        take date && case $value in *T*) false ;; esac && moment "$value" && its_date=$seconds &&
        nonce && ending
}
approval() {
    opening coalition-approval/1 &&
        take coalition && its_coalition=$value &&
        take chapter && is_id "$value" && its_chapter=$value &&
        take language && is_language "$value" && its_language=$value &&
        take content-sha256 && is_digest "$value" && its_text=$value &&
        take member && is_id "$value" && its_member=$value &&
        take capacity && one_of "$value" lead contributor reviewer && capacity=$value &&
        take action && one_of "$value" approve object && action=$value &&
        take date && case $value in *T*) false ;; esac && moment "$value" && its_date=$seconds &&
        nonce && ending
}
attestation() {
    opening coalition-attestation/1 &&
        take coalition && said_coalition=$value &&
        take of-sha256 && is_digest "$value" && said_of=$value &&
        take member && is_id "$value" && said_member=$value &&
        take evidence && one_of "$value" e-mail letter minutes form &&
        take evidence-sha256 && is_digest "$value" &&
        take received && case $value in *T*) ;; *) false ;; esac && moment "$value" && said_received=$seconds &&
        take by && is_id "$value" && said_by=$value && ending
}
change() {
    add='' end=''
    opening coalition-key-change/1 &&
        take coalition && its_coalition=$value &&
        take member && is_id "$value" && its_member=$value || return 1
    ! take add || add=$value
    ! take end || end=$value
    case $end in '' | SHA256:*) ;; *) return 1 ;; esac
    [ "$add$end" ] && take date && case $value in *T*) false ;; esac && moment "$value" && its_date=$seconds && nonce && ending
}
unnamed() {
    opening coalition-unnamed/1 &&
        take coalition && its_coalition=$value &&
        take statement && is_id "$value" && its_statement=$value &&
        take version && is_number "$value" && its_version=$value || return 1
    counts=''
    for name in signed attested declined abstained objected objected-in-time withdrawn; do
        take $name && { [ "$value" = 0 ] || is_number "$value"; } || return 1
        counts="$counts $value"
    done
    take instant && case $value in *T*) ;; *) false ;; esac && moment "$value" && ending
}

# --- what proves a file ---

# What the attestation of a file is worth, in $verdict, $strength, $entry and $arrived. Fails where it has none.
attested() { # the file, and whose it is
    beside=${1%.txt}.attestation.txt strength=attested entry=0 arrived='' verdict=malformed
    is_file "$beside" || return 1
    record attestation "$beside" || return 0
    verdict=wrong-coalition
    [ "$said_coalition" = "$coalition" ] || return 0
    verdict=wrong-member
    [ "$said_member" = "$2" ] && [ "$said_by" = "$secretariat" ] || return 0
    verdict=bad-signature
    read -r digest _ <"$work/known/$1"
    [ "$said_of" = "$digest" ] || return 0
    if [ ! -f "$beside.sig" ]; then
        verdict=announced strength=announced
        return
    fi
    signed "$beside" "$secretariat" attestation
    [ $verdict = good ] || return 0
    if [ "$said_received" -gt "$now" ]; then
        verdict=not-yet-received entry=0
    elif [ ! "$arrived" ] || [ "$said_received" -lt "$arrived" ]; then
        arrived=$said_received
    fi
}
proof() { # the file, whose it is, and what it is: its signature, else an attestation, else nothing
    if [ -f "$1.sig" ]; then
        signed "$1" "$2" "$3"
        strength=signed
        [ $verdict != good ] || return 0
        by_signature=$verdict
        attested "$1" "$2" && [ $verdict = good ] || { verdict=$by_signature strength=signed && return; }
    else
        attested "$1" "$2" || { verdict=announced strength=announced && return; }
    fi
}

# --- changes of keys, the secretariat's first: what a good one says is in force from there on ---

judge() { # the file of a change
    name=${1##*/} verdict=malformed entry=0 arrived='' signer=''
    record change "$1" || return 0
    if [ "$add" ]; then
        case $add in *[!A-Za-z0-9+/=@.\ -]*) return 0 ;; esac
        one_of "${add%% *}" ssh-ed25519 sk-ssh-ed25519@openssh.com || return 0
        add=$(printf '%s\n' "$add" | ssh-keygen -lf - 2>/dev/null) || return 0
        add=${add#* } && add=${add%% *}
    fi
    verdict=wrong-coalition
    [ "$its_coalition" = "$coalition" ] || return 0
    verdict=wrong-member
    [ "${name%%.*}" = "$its_member" ] || return 0
    verdict=unknown-member
    [ -f "$work/members/$its_member" ] || return 0
    verdict=announced
    if [ -f "$1.sig" ]; then
        stated=$its_date ends=$end
        signed "$1" "$its_member" key-change
        stated='' ends=''
        # A new key cannot speak for itself.
        [ ! "$signer" ] || [ "$signer" != "$add" ] || verdict=unknown-key
    fi
    if [ $verdict != good ]; then
        before="$verdict $entry"
        attested "$1" "$its_member" || { verdict=${before% *} entry=${before#* } arrived=''; }
    fi
}
enforce() { # what a good change says; while it waits for its receipt it ends no key, since nothing says when
    [ -f "$work/keys/$its_member" ] || return 0
    [ ! "$add" ] || change_key "$its_member" "$add" proven
    [ ! "$end" ] || { [ "$log" = kept ] && [ $entry -eq 0 ]; } ||
        change_key "$its_member" "$end" "${arrived:-$((its_date + 86400))}"
}
settle() { # one change, and those that waited for the key which it adds
    waiting=" $1"
    while [ "$waiting" ]; do
        set -- $waiting
        path=$1 waiting=''
        shift
        [ $# -eq 0 ] || waiting=" $*"
        judge "$path"
        if [ $verdict = good ]; then
            enforce
            while [ "$add" ] && read -r who key other; do
                [ "$who $key" != "$its_member $add" ] || waiting=" $other$waiting"
            done <"$work/blocked"
            [ "$log" = none ] || [ $entry -gt 0 ] || verdict=not-yet-received
        elif [ "$signer" ]; then
            printf '%s\n' "$its_member $signer $path" >>"$work/blocked"
        fi
        printf '%s\n' $verdict >"$work/changes/${path##*/}"
    done
}
# The secretariat's first, since its keys attest others'; then in the order in which they arrived.
for path in $changes; do
    case $path in trust/keys/"$secretariat".*) turn=1 ;; *) turn=2 ;; esac
    read -r digest _ <"$work/known/$path"
    seal='' arrived=$now its_date=0
    [ ! -f "$path.sig" ] || read -r seal _ <"$work/known/$path.sig"
    [ ! -f "$work/receipts/$digest.$seal" ] || read -r _ arrived _ <"$work/receipts/$digest.$seal"
    record change "$path" || :
    printf '%s\n' "$turn $arrived $its_date $path"
done | sort -k1,1n -k2,2n -k3,3n -k4,4 >"$work/order"
while read -r _ _ _ path; do
    settle "$path"
done <"$work/order"
while read -r _ _ _ path; do
    read -r verdict <"$work/changes/${path##*/}"
    printf '%s\n' "$path $verdict" >>"$work/papers"
done <"$work/order"

if [ "$log" = kept ]; then
    log_verdict=announced
    if [ -f trust/receipts.log.sig ]; then
        know trust/receipts.log.sig
        signed trust/receipts.log "$secretariat" receipts "$last" "$last_stamp"
        log_verdict=$verdict
    fi
    # A log whose lines end as on Windows is not the log that was signed.
    read -r _ size <"$work/known/trust/receipts.log"
    [ "$(tr -d '\015' <trust/receipts.log | wc -c)" -eq "$size" ] || log_verdict=malformed
    printf 'trust/receipts.log %s\n' "$log_verdict" >>"$work/papers"
fi

# --- answers, each by itself ---

is_active() { # a member, and a day by its beginning
    state=''
    while read -r since word; do
        [ "$since" -gt "$2" ] || state=$word
    done <"$work/members/$1"
    [ "$state" = active ]
}
is_altered() { # whether the text has other bytes than those that were answered: the normative text's, or its language's
    while read -r language role digest; do
        [ "$digest" != "$its_text" ] || { [ "$role" != normative ] && [ "$language" != "$its_language" ]; } || return 1
    done <"$work/texts/$its_version"
}
# What an answer that is proven, or announced, is worth beside that; leaves $verdict as it is where nothing is wrong.
place() {
    [ "$chapter" ] || ! is_altered || { verdict=altered-text && return; }
    day=$its_date
    [ $verdict != good ] || [ "$log" = none ] || day=$now
    day=${arrived:-$day}
    is_active "$its_member" $((day - day % 86400)) || { verdict=inactive-member && return; }
    [ $verdict = good ] || return 0
    # A day begins 14 hours earlier in the earliest zone.
    if [ "$log" = kept ] && { [ $entry -eq 0 ] || [ "$log_verdict" != good ]; }; then
        verdict=not-yet-received
    elif [ ! "$arrived" ] && [ "$its_date" -gt $((now + 50400)) ]; then
        verdict=not-yet-received
    elif [ "$deadline" ] && [ $action != withdraw ] && [ "${arrived:-$((its_date - 50400))}" -ge "$deadline" ]; then
        verdict=late
    fi
}
weigh() {
    name=${1##*/} folder=${1%/*}
    name=${name%.txt} folder=${folder##*/v} strength=announced entry=0 arrived=''
    number=${name#"${name%%.*}"}
    number=${number#.} && number=${number:-1}
    if ! record answer "$1"; then
        printf '%s\n' "$folder ${name%%.*} $number $1 - announced malformed no -" >>"$work/answers"
        return
    elif [ "$its_coalition" != "$coalition" ]; then
        verdict=wrong-coalition
    elif [ "$its_statement" != "$statement" ]; then
        verdict=wrong-statement
    elif [ "$its_version" != "$folder" ] || [ ! -f "$work/texts/$its_version" ]; then
        verdict=wrong-version
    elif [ "${name%%.*}" != "$its_member" ]; then
        verdict=wrong-member
    elif [ ! -f "$work/members/$its_member" ]; then
        verdict=unknown-member
    else
        proof "$1" "$its_member" endorsement
        case $verdict in good | announced) place ;; esac
    fi
    order="${arrived:-$its_date} $entry $number"
    printf '%s\n' "$its_version $1 $action $mandate $strength $verdict ${arrived:--} $order" >>"$work/own/$its_member"
    if [ $verdict = good ]; then
        latest=$work/latest/$its_member.$its_version
        [ ! -f "$latest" ] || read -r _ _ other <"$latest"
        [ -f "$latest" ] && is_later $other $order || printf '%s\n' "$1 $action $order" >"$latest"
    fi
}
is_later() { # when, line and number of one answer; the same of another, which is not later
    [ "$1" -gt "$4" ] || { [ "$1" -eq "$4" ] && { [ "$2" -gt "$5" ] || { [ "$2" -eq "$5" ] && [ "$3" -gt "$6" ]; }; }; }
}

# --- a chapter: approvals, each by itself, then with what their members said besides ---

weigh_approval() {
    name=${1##*/} strength=announced entry=0 arrived=''
    name=${name%.txt}
    number=${name#"${name%%.*}"}
    number=${number#.} && number=${number:-1}
    if ! record approval "$1"; then
        printf '%s\n' "${name%%.*} $number $1 - - - announced malformed - 0 0 0" >>"$work/own/approvals"
        return
    elif [ "$its_coalition" != "$coalition" ]; then
        verdict=wrong-coalition
    elif [ "$its_chapter" != "$chapter" ]; then
        verdict=wrong-statement
    elif [ "${name%%.*}" != "$its_member" ]; then
        verdict=wrong-member
    elif [ ! -f "$work/members/$its_member" ]; then
        verdict=unknown-member
    else
        proof "$1" "$its_member" approval
        case $verdict in good | announced) place ;; esac
    fi
    order="${arrived:-$its_date} $entry $number"
    printf '%s\n' "$its_member $number $1 $its_language $capacity $action $strength $verdict $its_text $order" >>"$work/own/approvals"
    if [ $verdict = good ]; then
        latest=$work/latest/$its_member.$its_language
        [ ! -f "$latest" ] || read -r _ other <"$latest"
        [ -f "$latest" ] && is_later $other $order || printf '%s\n' "$1 $order" >"$latest"
    fi
}
has_part() { # language, role and member, and whether the chapter names it as that
    [ -f "$work/parts/$1" ] || return 1
    while read -r role who; do
        [ "$role $who" != "$2 $3" ] || return 0
    done <"$work/parts/$1"
    return 1
}
settle_approval() { # $member, $language, $path, $verdict, $order and the rest of one; sets $verdict and $state
    state=- latest=$work/latest/$member.$language
    if [ -f "$latest" ]; then
        read -r last last_order <"$latest"
        case $verdict in
        good) [ "$last" = "$path" ] || verdict=superseded ;;
        announced) ! is_later $last_order $order || verdict=superseded ;;
        esac
    fi
    [ $verdict = good ] && has_part "$language" "$capacity" "$member" || return 0
    state=stale wanted=''
    [ ! -f "$work/known/content/$language.txt" ] || read -r wanted _ <"$work/known/content/$language.txt"
    [ "$digest" = "$wanted" ] || return 0
    case $action in
    approve) state=given && : >"$work/given/$language.$member" ;;
    object) state=objection && : >"$work/objected/$language" ;;
    esac
}
is_approved() { # a language: whether lead and reviewers have approved it as it is, and nobody objects
    [ -f "$work/parts/$1" ] && [ ! -f "$work/objected/$1" ] || return 1
    while read -r role who; do
        [ "$role" = contributor ] || [ -f "$work/given/$1.$who" ] || return 1
    done <"$work/parts/$1"
}
if [ "$chapter" ]; then
    : >"$work/own/approvals"
    for path in $answers; do
        weigh_approval "$path"
    done
    sort -k1,1 -k2,2n -k3,3 "$work/own/approvals" >"$work/sorted"
    row() {
        printf '%-34s %-8s %-11s %-8s %-10s %-19s %s\n' "$@"
    }
    if [ "$plain" ]; then
        printf 'coalition-verdicts/1\nchapter %s\ninstant %s\n' "$chapter" "$at"
    else
        printf '%s, on %s\n\n' "$chapter" "$at"
        row member language part action proof verdict state
    fi
    failed=''
    while read -r member number path language capacity action strength verdict digest order; do
        settle_approval
        one_of "$verdict" good superseded announced not-yet-received || failed=yes
        if [ "$plain" ]; then
            printf 'approval %s\n' "$path $member $language $capacity $action $strength $verdict $state"
        else
            row "$member" "$language" "$capacity" "$action" "$strength" "$verdict" "$state"
        fi
    done <"$work/sorted"
    [ "$plain" ] || printf '\n'
    sort "$work/papers" >"$work/sorted-papers"
    while read -r path verdict; do
        one_of "$verdict" good announced not-yet-received || failed=yes
        if [ "$plain" ]; then
            printf 'paper %s\n' "$path $verdict"
        else
            printf '%-44s %s\n' "$path" "$verdict"
        fi
    done <"$work/sorted-papers"
    [ "$plain" ] || printf '\n'
    for language in $contents; do
        is_approved "$language" && word=yes || word=no
        if [ "$plain" ]; then
            printf 'approved %s\n' "$language $word"
        else
            printf 'Approved in %s: %s.\n' "$language" "$word"
        fi
    done
    while IFS= read -r line; do
        failed=yes
        printf 'problem %s\n' "$line"
    done <"$work/problems"
    [ ! "$failed" ]
    exit
fi

# --- answers, with what their members answered besides ---

corrected() { # whether the current version corrects that one, or corrects one that does; $over is when objections end
    step=$current over=''
    while [ "$step" -gt "$1" ] && [ -f "$work/corrections/$step" ]; do
        read -r of ends_at <"$work/corrections/$step"
        [ "$of" -lt "$step" ] || break
        [ "${over:-$ends_at}" -gt "$ends_at" ] || over=$ends_at
        step=$of
    done
    [ "$over" ] && [ "$step" -eq "$1" ]
}
replaced() { # by what an answer was replaced
    [ "$2" = withdraw ] && [ "$action" != withdraw ] && verdict=withdrawn || verdict=superseded
}
become() { # $version, $path, $action, $mandate and $verdict of an answer; sets $verdict
    last='' latest=$work/latest/$member.$version
    if [ -f "$latest" ]; then
        read -r last last_action last_order <"$latest"
    fi
    if [ $verdict = announced ] && [ "$last" ] && is_later $last_order $order; then
        verdict=superseded
    fi
    [ $verdict = good ] || return 0
    [ "$last" = "$path" ] || { replaced "$last" "$last_action" && return; }
    next=$version
    while [ $next -lt "$current" ]; do
        next=$((next + 1))
        if [ -f "$work/latest/$member.$next" ]; then
            read -r last last_action _ <"$work/latest/$member.$next"
            replaced "$last" "$last_action"
            return
        fi
    done
    [ $action != withdraw ] && [ "$version" -lt "$current" ] || return 0
    verdict=earlier
    [ $action = endorse ] && [ $mandate = editorial ] && corrected "$version" && [ "$now" -ge "$over" ] || return 0
    verdict=carried-over
}

for path in $answers; do
    weigh "$path"
done
set +f
set -- "$work"/own/*
set -f
[ -e "$1" ] || shift
for own; do
    member=${own##*/}
    while read -r version path action mandate strength verdict arrived order; do
        become
        counts=no
        case $verdict.$action.$version in good.endorse."$current" | carried-over.endorse.*) counts=yes ;; esac
        printf '%s\n' "$version $member ${order##* } $path $action $strength $verdict $counts $arrived"
    done <"$own"
done >>"$work/answers"
sort -k1,1n -k2,2 -k3,3n -k4,4 "$work/answers" >"$work/sorted"

# --- totals ---

counted=0 signed=0 attested=0 declined=0 abstained=0 objected=0 withdrawn=0 in_time=0 unnamed=0 word=none
while read -r version _ _ _ action strength verdict counts arrived; do
    case $counts.$strength in yes.signed) signed=$((signed + 1)) ;; yes.attested) attested=$((attested + 1)) ;; esac
    [ $verdict = good ] && { [ "$version" = "$current" ] || { [ "$action" = withdraw ] && [ "$version" -lt "$current" ]; }; } || continue
    case $action in
    decline) declined=$((declined + 1)) ;;
    abstain) abstained=$((abstained + 1)) ;;
    withdraw) withdrawn=$((withdrawn + 1)) ;;
    object)
        objected=$((objected + 1))
        [ "$objections" ] && [ "$arrived" != - ] && [ "$arrived" -ge "$objections" ] || in_time=$((in_time + 1))
        ;;
    esac
done <"$work/sorted"
path=unnamed/v$current.txt
if is_file "$path"; then
    know "$path"
    [ ! -f "$path.sig" ] || [ -h "$path.sig" ] || know "$path.sig"
    word=malformed
    if record unnamed "$path"; then
        if [ "$its_coalition" != "$coalition" ]; then
            word=wrong-coalition
        elif [ "$its_statement" != "$statement" ]; then
            word=wrong-statement
        elif [ "$its_version" != "$current" ]; then
            word=wrong-version
        elif [ ! -f "$work/known/$path.sig" ]; then
            word=announced
        elif [ "$seconds" -gt "$now" ]; then
            word=not-yet-received
        else
            signed "$path" "$secretariat" unnamed "$seconds" "$stamp"
            word=$verdict
        fi
    fi
    printf '%s\n' "$path $word" >>"$work/papers"
fi
if [ $word = good ]; then
    set -- $counts
    unnamed=$(($1 + $2)) signed=$((signed + $1)) attested=$((attested + $2)) declined=$((declined + $3))
    abstained=$((abstained + $4)) objected=$((objected + $5)) in_time=$((in_time + $6)) withdrawn=$((withdrawn + $7))
fi
counted=$((signed + attested))

adopted=no
case $rule in
threshold) [ $counted -lt "${minimum:-1}" ] || adopted=yes ;;
consensus | no-objection)
    heard=''
    [ ! "$objections" ] || [ "$now" -ge "$objections" ] || one_of "$status" closed submitted published answered superseded || heard=yes
    case $rule.$counted.$objections in consensus.0.* | no-objection.*.) heard=yes ;; esac
    [ $in_time -gt 0 ] || [ "$heard" ] || adopted=yes
    ;;
esac
one_of "$status" open closed submitted published answered superseded || adopted=no

# --- what is told ---

failed=''
[ ! -s "$work/problems" ] || failed=yes
while read -r _ _ _ path _ _ verdict _; do
    one_of "$verdict" good earlier carried-over superseded withdrawn announced not-yet-received late || failed=yes
done <"$work/sorted"
sort "$work/papers" >"$work/sorted-papers"
while read -r path verdict; do
    one_of "$verdict" good announced not-yet-received || failed=yes
done <"$work/sorted-papers"

if [ "$plain" ]; then
    printf 'coalition-verdicts/1\nstatement %s\ninstant %s\n' "$statement" "$at"
    while read -r version member number path action strength verdict counts _; do
        printf 'answer %s\n' "$path $member $version $action $strength $verdict $counts"
    done <"$work/sorted"
    while read -r path verdict; do
        printf 'paper %s %s\n' "$path" "$verdict"
    done <"$work/sorted-papers"
    printf 'total %s\n' "counted $counted" "signed $signed" "attested $attested" "declined $declined" \
        "abstained $abstained" "objected $objected" "withdrawn $withdrawn" "unnamed $unnamed"
    printf 'adopted %s\n' $adopted
else
    printf '%s, version %s, on %s\n\n' "$statement" "$current" "$at"
    row() {
        printf '%-34s %-8s %-9s %-10s %-19s %s\n' "$@"
    }
    row member version action proof verdict counts
    while read -r version member number path action strength verdict counts _; do
        row "$member" "$version" "$action" "$strength" "$verdict" "$counts"
    done <"$work/sorted"
    printf '\n'
    while read -r path verdict; do
        printf '%-44s %s\n' "$path" "$verdict"
    done <"$work/sorted-papers"
    printf '\n%s count: %s signed, %s attested.\n' $counted $signed $attested
    [ $unnamed -eq 0 ] || printf '%s of them are members that are not named, by the signed word of %s.\n' $unnamed "$secretariat"
    printf '%s declined, %s abstained, %s objected, %s withdrew. Adopted: %s (%s).\n' $declined $abstained $objected $withdrawn $adopted "$rule"
fi
while IFS= read -r line; do
    printf 'problem %s\n' "$line"
done <"$work/problems"
[ ! "$failed" ]
