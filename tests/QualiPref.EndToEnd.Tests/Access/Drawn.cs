using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// Which of all the tries are made: every one in the long run, else each ninth, so that a call is tried by other kinds of callers than the one before it. The seed says
/// which ninth.
/// </summary>
internal static class Drawn
{
    private const int Each = 9;

    public static IReadOnlyList<T> From<T>(IEnumerable<T> all) => [.. Effort.IsLong ? all : all.Where((_, number) => (number + Effort.Seed) % Each == 0)];
}
