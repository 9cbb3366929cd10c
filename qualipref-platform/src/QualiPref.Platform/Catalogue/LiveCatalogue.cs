using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue.Loading;
using QualiPref.Platform.Catalogue.Published;

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
    private volatile Catalogue _atStart;
    private volatile IReadOnlyList<string> _problems = [];
    private volatile IReadOnlyList<string> _leftOut = [];

    // What the catalogue in force was made of.
    private CatalogueFiles _files;
    private IReadOnlyList<PublishedQuestionnaire> _published = [];

    // What was published by the last word of it, taken or refused.
    private IReadOnlyList<PublishedQuestionnaire> _told = [];

    // Numbers of the readings that began, and of the one that was taken last.
    private long _readings;
    private long _taken;

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
        (_folder, _files, _logger) = (files.Folder, files, logger);
        _current = _atStart = CatalogueLoader.Load(files, _published);
        _seen = _judged = files.Digest;
    }

    /// <summary>The catalogue of the moment.</summary>
    public Catalogue Current => _current;

    /// <summary>The catalogue that the process began its work with: the files and what this service knew to be published already.</summary>
    public Catalogue AtStart => _atStart;

    /// <summary>Why what lies in the folder is not in force; empty when it is.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>What was published in the platform and is not in force here, and why; empty when all of it is.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut.Count > 0 ? _leftOut : _current.LeftOut;

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
            _problems = Judge(files, _published);
            if (_problems.Count > 0) LogRefused(_folder, files.Digest[..12], string.Join(" | ", _problems));
            else LogTaken(_folder, files.Digest[..12], _current.Sites.Count, _current.Questionnaires.Count);
        }
    }

    /// <summary>Reads what was published in the platform and takes it, unless a reading that began later was taken already: this one would say that something is gone.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task TakeAsync(Func<CancellationToken, Task<IReadOnlyList<PublishedQuestionnaire>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        var reading = Interlocked.Increment(ref _readings);
        var published = await read(cancellationToken);
        lock (_looking)
        {
            if (reading < _taken) return;
            _taken = reading;
            Take(published);
        }
    }

    /// <summary>Takes what was published in the platform, unless it is what was told last. A version that does not fit is left out.</summary>
    /// <param name="published">Every version that was published, in the order of code and version.</param>
    public void Take(IReadOnlyList<PublishedQuestionnaire> published)
    {
        ArgumentNullException.ThrowIfNull(published);
        lock (_looking)
        {
            if (published.SequenceEqual(_told)) return;
            _told = published;
            _leftOut = Judge(_files, published);
            if (LeftOut.Count > 0) LogLeftOut(string.Join(" | ", LeftOut));
            else LogPublished(published.Count, _current.Questionnaires.Count);
        }
    }

    /// <summary>The same before any work begins.</summary>
    /// <param name="published">Every version that this service knew already.</param>
    public void Begin(IReadOnlyList<PublishedQuestionnaire> published)
    {
        Take(published);
        _atStart = _current;
    }

    private IReadOnlyList<string> Judge(CatalogueFiles files, IReadOnlyList<PublishedQuestionnaire> published)
    {
        try
        {
            var next = CatalogueLoader.Load(files, published);
            var faults = Succession.Faults(_current, next);
            if (faults.Count == 0) (_current, _files, _published) = (next, files, published);
            return faults;
        }
        catch (CatalogueException exception)
        {
            return exception.Problems;
        }
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Information, Message = "The catalogue in {Folder} changed and is in force: {Digest}, {Sites} sites, {Questionnaires} versions of questionnaires")]
    private partial void LogTaken(string folder, string digest, int sites, int questionnaires);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Error, Message = "The catalogue in {Folder} changed ({Digest}) and is refused; the one of before stays in force: {Problems}")]
    private partial void LogRefused(string folder, string digest, string problems);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Information, Message = "{Published} versions of questionnaires that were published in the platform are in force, {Questionnaires} with those of the files")]
    private partial void LogPublished(int published, int questionnaires);

    [LoggerMessage(EventId = 1704, Level = LogLevel.Error, Message = "Not in force here, though published: {Problems}")]
    private partial void LogLeftOut(string problems);
}
