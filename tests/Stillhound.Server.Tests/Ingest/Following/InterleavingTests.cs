using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Stillhound.Server.Tests.Ingest.Following;

public sealed class InterleavingTests
{
    [Fact]
    public void However_writing_rotating_cutting_and_crashing_interleave_each_line_comes_once_and_in_order() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(200),
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<bool>(), static (choices, dated) =>
        {
            using var life = new Life(dated);
            foreach (var choice in choices)
                life.Do(Math.Abs((long)choice));
            life.End();
            return true;
        }));

    /// <summary>A file, its follower, and what must come of them.</summary>
    private sealed class Life : IDisposable
    {
        private readonly FollowRig _rig = new(fromStart: true, new RememberedPosition());
        private readonly bool _dated;
        private readonly SortedSet<int> _due = [];
        private readonly List<int> _inFile = [];
        private readonly HashSet<int> _gone = [];
        private bool _isOpenLine;
        private bool _wasCut;
        private int _written;
        private int _rotations;

        public Life(bool dated)
        {
            _dated = dated;
            _rig.Poll();
        }

        public void Do(long choice)
        {
            var more = (int)(choice / 10 % 7);
            switch (choice % 10)
            {
                case 0 or 1:
                    Append(1 + more);
                    break;
                case 2:
                    Append(1);
                    break;
                case 3:
                    AppendOpenLine();
                    break;
                case 4:
                    Rotate(copied: false);
                    break;
                case 5:
                    Rotate(copied: true);
                    break;
                case 6 when more < 2:
                    Cut();
                    break;
                case 6 or 7:
                    Poll();
                    break;
                case 8:
                    _rig.Clock.Advance(_rig.Options.Settle);
                    Poll();
                    break;
                case 9 when more < 2:
                    _rig.Restart();
                    break;
                default:
                    Crash(more);
                    break;
            }
        }

        public void End()
        {
            // An open line at the end of a rotated file waits until the next file has begun.
            if (_inFile.Count < (_isOpenLine ? 2 : 1))
                Append(1);
            _rig.Restart();
            for (var looks = 0; looks < 4; looks++)
                _rig.Settle();
            var came = _rig.Journal.Accounts.ConvertAll(static a => int.Parse(a.AsSpan(1), CultureInfo.InvariantCulture));
            for (var i = 1; i < came.Count; i++)
                came[i].ShouldBeGreaterThan(came[i - 1], "out of order, or twice");
            if (_isOpenLine)
                _due.Remove(_inFile[^1]);
            _due.ExceptWith(_gone);
            _due.ExceptWith(came);
            _due.ShouldBeEmpty("lost");
            _rig.Rejects.ShouldBeEmpty();
        }

        public void Dispose() => _rig.Dispose();

        private void Append(int lines)
        {
            if (_isOpenLine)
                _rig.Write("\n");
            _isOpenLine = false;
            var first = _written + 1;
            _written += lines;
            Note(Enumerable.Range(first, lines));
            _rig.Append(Enumerable.Range(first, lines));
        }

        private void AppendOpenLine()
        {
            if (_isOpenLine)
                _rig.Write("\n");
            Note([++_written]);
            _rig.Write(FollowRig.Line(_written));
            _isOpenLine = true;
        }

        private void Note(IEnumerable<int> lines)
        {
            foreach (var line in lines)
            {
                _due.Add(line);
                _inFile.Add(line);
            }
        }

        private void Rotate(bool copied)
        {
            if (!File.Exists(_rig.Log))
                return;
            _rotations++;
            for (var i = _rotations; i > 0 && !_dated; i--)
            {
                if (File.Exists(_rig.In($"app.log.{i}")))
                    File.Move(_rig.In($"app.log.{i}"), _rig.In($"app.log.{i + 1}"));
            }

            var aside = _rig.In(_dated ? string.Create(CultureInfo.InvariantCulture, $"app.log-20261121{_rotations:d4}") : "app.log.1");
            if (copied)
            {
                File.Copy(_rig.Log, aside);
                _rig.Cut();
            }
            else
            {
                File.Move(_rig.Log, aside);
            }

            // Where the file before it was cut and nobody has looked since, nothing tells that this one came after it.
            if (_wasCut)
                _gone.UnionWith(_inFile);
            _inFile.Clear();
            _isOpenLine = false;
        }

        private void Cut()
        {
            if (!File.Exists(_rig.Log))
                return;
            // By nature: what was not read before is nowhere any more.
            _gone.UnionWith(_inFile);
            _inFile.Clear();
            _isOpenLine = false;
            _wasCut = true;
            _rig.Cut();
        }

        private void Crash(int steps)
        {
            _rig.KilledAfter = steps;
            _rig.Poll();
            _rig.KilledAfter = -1;
            if (_rig.IsDead)
                _rig.Restart();
        }

        private void Poll()
        {
            _rig.Poll();
            var whole = _isOpenLine ? _inFile.Count - 1 : _inFile.Count;
            if (whole > 0 && _rig.Journal.Accounts.Contains(FollowRig.Names(_inFile[whole - 1])[0]))
                _wasCut = false;
        }
    }
}
