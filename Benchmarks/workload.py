"""What the benchmarks share: a generated schema, timed processes, and the reference to compare with."""
import json, os, pathlib, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parent.parent
release = root / '.build/release'

# A command that, called with `serve`, answers one JSON job a line as `{"id", "ms"}`, and with `cli -- ARGUMENT…` runs the
# reference's own command line; without it no ratio is printed.
reference = os.environ.get('REFERENCE', '')


def has_reference():
    return os.access(reference, os.X_OK)


def build(*products):
    """Builds release executables."""
    for product in products:
        command = ['swift', 'build', '-c', 'release', '--static-swift-stdlib', '--product', product]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stdout + run.stderr)


def schema(count, provider='postgresql', changed=False):
    """Models with every scalar type, enums, comments, keys, a parent, a list of children and a many-to-many pair.

    `changed` gives the next version: every tenth model has one field more, one less and another default.
    """
    decimal = 'Decimal @default(0)' + (' @db.Decimal(12, 2)' if provider == 'postgresql' else '')
    code = 'String @unique' + (' @db.VarChar(64)' if provider == 'postgresql' else '')
    out = [f'datasource db {{\n  provider = "{provider}"\n  url      = env("DATABASE_URL")\n}}\n']
    for i in range(count):
        if i % 10 == 0:
            out.append(f'/// The states of group {i // 10}.\nenum State{i // 10} {{\n  OPEN\n  CLOSED @map("closed")\n  LATER // to be decided\n}}\n')
        children = [c for c in (2 * i + 1, 2 * i + 2) if c < count]
        lines = [
            '/// The key.', 'id Int @id @default(autoincrement())', f'code {code}', 'title String',
            'note String? // free text', f'state State{i // 10} @default(OPEN)', f'amount {decimal}',
            'ratio Float?', 'big BigInt @default(0)', 'active Boolean @default(true)', 'data Json?', 'raw Bytes?',
            'createdAt DateTime @default(now()) @map("created_at")', 'updatedAt DateTime @updatedAt']
        if changed and i % 10 == 0:
            lines = [x for x in lines if not x.startswith('ratio')] + ['extra String?']
            lines = [x.replace('@default(true)', '@default(false)') for x in lines]
        if i:
            lines += [f'parentId Int', f'parent Node{(i - 1) // 2} @relation("Tree{i}", fields: [parentId], references: [id], onDelete: Cascade)']
        lines += [f'children{c} Node{c}[] @relation("Tree{c}")' for c in children]
        if i % 10 in (3, 4):
            other = i + 1 if i % 10 == 3 else i - 1
            if other < count:
                lines.append(f'friends Node{other}[] @relation("Friends{i // 10}")')
        lines += ['', '@@index([state, createdAt(sort: Desc)])', f'@@map("nodes_{i}")']
        out.append(f'// Node number {i}.\nmodel Node{i} {{\n' + '\n'.join('  ' + x if x else '' for x in lines) + '\n}\n')
    return '\n'.join(out)


def timed(argv, stdin=os.devnull, runs=7, check=True):
    """Median CPU milliseconds, median wall milliseconds and peak MB of a command."""
    cpu, wall, peak = [], [], 0
    for _ in range(runs):
        with open(stdin, 'rb') as source:
            start = time.monotonic()
            child = subprocess.Popen(argv, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            error = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            wall.append((time.monotonic() - start) * 1000)
        if status and check:
            sys.exit(f'{" ".join(map(str, argv))} failed: {error.decode()[:500]}')
        cpu.append((usage.ru_utime + usage.ru_stime) * 1000)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(cpu), statistics.median(wall), peak


def reference_command_milliseconds(*arguments):
    """The median CPU time of a command of the reference, start included; None without a reference."""
    return timed([reference, 'cli', '--', *arguments], runs=3)[0] if has_reference() else None


def reference_milliseconds(job, runs=5):
    """The median time of one job of the reference, warm in one process; None without a reference."""
    if not has_reference():
        return None
    jobs = [{**job, 'id': n, 'time': True} for n in range(runs + 1)]
    # A file takes answers of any length whole; a pipe may cut them.
    with tempfile.TemporaryFile('w+') as answers:
        try:
            subprocess.run([reference, 'serve'], input='\n'.join(map(json.dumps, jobs)) + '\n', stdout=answers, text=True, timeout=300)
        except subprocess.TimeoutExpired:
            return None
        answers.seek(0)
        times = [x['ms'] for x in map(json.loads, answers) if x['id'] and x.get('ok', True)]
    return statistics.median(times) if times else None
