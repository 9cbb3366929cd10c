using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace QualiPref.Testing;

/// <summary>
/// Ends a test that hangs, and names it. Every test project has this attribute (<c>Directory.Build.props</c>). When its time is over, a test is said to
/// give up through <see cref="ITestContext.CancellationToken"/> and fails; one that does not give up ends the whole project.
/// <c>QUALIPREF_TEST_LIMIT</c> sets another limit, in seconds.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TimeLimitAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan? Given =
        int.TryParse(Environment.GetEnvironmentVariable("QUALIPREF_TEST_LIMIT"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static readonly TimeSpan Ordinary = Given ?? TimeSpan.FromMinutes(5), Long = Given ?? TimeSpan.FromMinutes(90), Grace = Given ?? TimeSpan.FromSeconds(30);

    private static readonly ConcurrentDictionary<string, Watched> Running = new();

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var isLong = Effort.IsLong || (test.Traits.TryGetValue("Length", out var lengths) && lengths.Contains("long"));
        Running[test.UniqueID] = new Watched(test.TestDisplayName, isLong ? Long : Ordinary, TestContext.Current);
    }

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (!Running.TryRemove(test.UniqueID, out var watched)) return;
        watched.Dispose();
        if (watched.IsOver) throw new TimeoutException(watched.ToString());
    }

    /// <summary>Notes what the present test waits for: what is said of it should it hang.</summary>
    internal static void NoteWait(string what)
    {
        if (TestContext.Current.Test is { } test && Running.TryGetValue(test.UniqueID, out var watched)) watched.WaitsFor = what;
    }

    private sealed class Watched : IDisposable
    {
        private readonly string _name;
        private readonly TimeSpan _limit;
        private readonly ITestContext _context;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly Timer _timer;

        public Watched(string name, TimeSpan limit, ITestContext context)
        {
            (_name, _limit, _context) = (name, limit, context);
            _timer = new Timer(_ => End(), null, limit, Grace);
        }

        public bool IsOver { get; private set; }

        public string? WaitsFor { get; set; }

        public override string ToString() => $"{_name} has run for {_watch.Elapsed.TotalSeconds:0} s; its limit is {_limit.TotalSeconds:0} s. Last waited for: {WaitsFor ?? "nothing it told of"}";

        public void Dispose() => _timer.Dispose();

        private void End()
        {
            Console.Error.WriteLine($"TIME LIMIT: {this}");
            if (!IsOver)
            {
                IsOver = true;
                _context.CancelCurrentTest();
                return;
            }
            Console.Error.WriteLine($"TIME LIMIT: it does not give up, so the project ends. Also running: {string.Join(", ", Running.Values.Where(one => one != this).Select(one => one._name))}");
            // Not an orderly exit: whatever hangs could hang that too.
            Process.GetCurrentProcess().Kill();
        }
    }
}
