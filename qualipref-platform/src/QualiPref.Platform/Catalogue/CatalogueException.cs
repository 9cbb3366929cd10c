namespace QualiPref.Platform.Catalogue;

/// <summary>The catalogue cannot be used. The message lists every problem found, each with its file and, where known, its line.</summary>
/// <param name="problems">One sentence each: file, line, what is wrong, what to write.</param>
public sealed class CatalogueException(IReadOnlyList<string> problems)
    : Exception($"The catalogue has {problems.Count} problem(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
{
    /// <summary>The problems, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
