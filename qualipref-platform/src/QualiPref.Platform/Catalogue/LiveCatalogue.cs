using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue.Loading;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// The catalogue in force, which changes while the process runs: for what outlives a request or a message. Each of these sees one
/// <see cref="Catalogue"/> from beginning to end and takes that. A later catalogue holds every code of an earlier one (<see cref="Succession"/>).
/// </summary>
public sealed partial class LiveCatalogue
{
    private readonly Lock _looking = new();
    private readonly string _folder;
    private readonly ILogger<LiveCatalogue> _logger;
    private volatile Catalogue _current;
    private volatile IReadOnlyList<string> _problems = [];

    // Digests of what was seen at the last look, and of what was taken or refused last.
    private string _seen;
    private string _judged;

    /// <summary>Reads the catalogue of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="logger">Where changes are told.</param>
    /// <exception cref="CatalogueException">It cannot be used; the message names every problem.</exception>
    public LiveCatalogue(string folder, ILogger<LiveCatalogue> logger)
    {
        var files = CatalogueFiles.Read(folder);
        (_folder, _current, _logger) = (files.Folder, CatalogueLoader.Load(files), logger);
        _seen = _judged = files.Digest;
    }

    /// <summary>The catalogue of the moment.</summary>
    public Catalogue Current => _current;

    /// <summary>Why what lies in the folder is not in force; empty when it is.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>
    /// Looks at the folder once: what is there for the second time in a row, and so is no longer being written, takes the place of the catalogue in force or is
    /// refused as a whole.
    /// </summary>
    public void Look()
    {
        lock (_looking)
        {
            var files = CatalogueFiles.Read(_folder);
            var isAtRest = files.Digest == _seen;
            _seen = files.Digest;
            if (!isAtRest || files.Digest == _judged) return;
            _judged = files.Digest;
            Judge(files);
        }
    }

    private void Judge(CatalogueFiles files)
    {
        try
        {
            var next = CatalogueLoader.Load(files);
            _problems = Succession.Faults(_current, next);
            if (_problems.Count == 0) _current = next;
        }
        catch (CatalogueException exception)
        {
            _problems = exception.Problems;
        }
        var digest = files.Digest[..12];
        if (_problems.Count > 0) LogRefused(_folder, digest, string.Join(" | ", _problems));
        else LogTaken(_folder, digest, _current.Sites.Count, _current.Questionnaires.Count);
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Information, Message = "The catalogue in {Folder} changed and is in force: {Digest}, {Sites} sites, {Questionnaires} versions of questionnaires")]
    private partial void LogTaken(string folder, string digest, int sites, int questionnaires);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Error, Message = "The catalogue in {Folder} changed ({Digest}) and is refused; the one of before stays in force: {Problems}")]
    private partial void LogRefused(string folder, string digest, string problems);
}
