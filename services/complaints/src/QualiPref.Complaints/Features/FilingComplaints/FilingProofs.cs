using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>How the public files. Section <c>QualiPref:Complaints</c>.</summary>
internal sealed class FilingOptions
{
    public const string Section = "QualiPref:Complaints";

    /// <summary>How old a proof has to be: less than anybody needs to read the form and write, more than a program would wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FilingPause { get; set; } = TimeSpan.FromSeconds(4);
}

/// <summary>
/// The proof that a filing of the public was prepared a moment ago: signed by this service for one id, so that it serves for one case and needs no place where it is
/// kept. Whoever files without a token needs one; it asks nobody to look at a picture or to run a script.
/// </summary>
internal sealed class FilingProofs
{
    /// <summary>Longest text that can be one.</summary>
    public const int LongestProof = 1_000;

    /// <summary>The header that bears it where the body is something else.</summary>
    public const string Header = "Filing-Proof";

    private const string About = "filing";
    private const string Pointer = "/proof";

    // From a morning to the next: a form may stay open over lunch.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly SignedNotes _notes;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly Counter<long> _refused;

    public FilingProofs(SignedNotes notes, IOptions<FilingOptions> options, TimeProvider time, IMeterFactory meters)
    {
        (_notes, _pause, _time) = (notes, options.Value.FilingPause, time);
        _refused = meters.Create("QualiPref.Complaints").CreateCounter<long>("qualipref.complaints.proofs.refused", "{filing}",
            "Filings of the public refused for their proof, which was missing, wrong, expired or too young (early). Of each replica its own: sum by (reason)");
    }

    /// <summary>Makes the proof for a case that is to be filed.</summary>
    public FilingProof Issue(Guid id)
    {
        var now = _time.GetUtcNow();
        return new FilingProof(id, _notes.Sign(ComplaintsModule.ServiceName, About, id), now + _pause, now + Lifetime);
    }

    /// <summary>Reads a proof and notes what is wrong with it.</summary>
    /// <returns>What it proves; null when it proves nothing.</returns>
    public async Task<ProvenFiling?> ReadAsync(Guid? id, string? proof, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(proof))
        {
            return Refuse("missing", "Sans jeton d'accès, une preuve de dépôt est nécessaire : demandez-la à POST /filing-proofs.",
                "Without an access token a filing needs a proof: ask POST /filing-proofs for it.");
        }
        if (await _notes.ReadAsync(ComplaintsModule.ServiceName, About, proof) is not { } read || (id is { } named && named != read.Subject))
        {
            return Refuse("wrong", "Cette preuve de dépôt n'est pas valable pour cet envoi ; demandez-en une autre.", "This proof is not valid for this filing; ask for another one.");
        }
        if (read.Age > Lifetime)
        {
            return Refuse("expired", "Cette preuve de dépôt a plus de 24 heures ; demandez-en une autre.", "This proof is older than 24 hours; ask for another one.");
        }
        return new ProvenFiling(read.Subject, _pause - read.Age);

        ProvenFiling? Refuse(string reason, string french, string english)
        {
            errors.Add(Pointer, french, english);
            Count(reason);
            return null;
        }
    }

    /// <summary>Refuses for a moment what was prepared just now.</summary>
    /// <exception cref="ProblemException">429 with when to send it again.</exception>
    public void RequireOld(ProvenFiling proven)
    {
        if (proven.Wait <= TimeSpan.Zero) return;
        Count("early");
        throw new ProblemException(new Problem(ComplaintsProblems.TooSoon) { RetryAfter = proven.Wait });
    }

    private void Count(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}

/// <summary>A filing whose proof is good.</summary>
/// <param name="Id">The case that it is for.</param>
/// <param name="Wait">For how long it is too early yet.</param>
internal readonly record struct ProvenFiling(Guid Id, TimeSpan Wait);

/// <summary>A proof as it is given.</summary>
/// <param name="Id">The id that the case will have.</param>
/// <param name="Proof">To be sent with the filing.</param>
/// <param name="ValidFrom">Before that the filing is refused (429).</param>
/// <param name="ValidUntil">After that another one is needed.</param>
internal sealed record FilingProof(Guid Id, string Proof, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil);
