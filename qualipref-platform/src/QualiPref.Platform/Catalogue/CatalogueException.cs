namespace QualiPref.Platform.Catalogue;

/// <summary>The catalogue cannot be used. The message lists every problem found, each with its file and, where known, its line.</summary>
/// <param name="folder">Where it lies.</param>
/// <param name="problems">One sentence each: file, line, what is wrong, what to write.</param>
public sealed class CatalogueException(string folder, IReadOnlyList<string> problems)
    : Exception($"The catalogue in {folder} has {problems.Count} problem(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}")
{
    /// <summary>The problems, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
