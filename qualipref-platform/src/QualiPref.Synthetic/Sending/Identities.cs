using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace QualiPref.Synthetic.Sending;

/// <summary>The tokens calls are made with: staff as whoever sends has them, kiosks from their enrolment.</summary>
/// <param name="http">Client whose base address is the origin.</param>
/// <param name="tokenOf">A token of a role of staff at all sites, by the role and the name that histories show. It is asked for with each call, and ends in time.</param>
public sealed class Identities(HttpClient http, Func<string, string, string> tokenOf)
{
    private readonly ConcurrentDictionary<(string Site, string Label), KioskIdentity> _kiosks = new();

    /// <summary>Token of a member of staff with one role at all sites.</summary>
    /// <param name="role">Such as <c>quality</c>.</param>
    public AuthenticationHeaderValue Staff(string role) => new("Bearer", tokenOf(role, NameOf(role)));

    /// <summary>The kiosks enrolled so far, to keep for a later run.</summary>
    public IReadOnlyCollection<KioskIdentity> Kiosks => [.. _kiosks.Values];

    /// <summary>Takes over kiosks enrolled by an earlier run.</summary>
    /// <param name="kiosks">What <see cref="Kiosks"/> gave then.</param>
    public void Remember(IEnumerable<KioskIdentity> kiosks)
    {
        foreach (var kiosk in kiosks)
            _kiosks[(kiosk.Site, kiosk.Label)] = kiosk;
    }

    /// <summary>A kiosk enrolled before.</summary>
    /// <exception cref="KeyNotFoundException">It was never enrolled.</exception>
    internal KioskIdentity Kiosk(string site, string label) => _kiosks[(site, label)];

    /// <summary>Creates and enrols a kiosk, once per label.</summary>
    /// <param name="site">Code of its site.</param>
    /// <param name="label">Its label.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HttpRequestException">A call was refused.</exception>
    public async Task EnrolAsync(string site, string label, CancellationToken cancellation)
    {
        if (_kiosks.ContainsKey((site, label)))
            return;
        using var create = new HttpRequestMessage(HttpMethod.Post, "/api/surveys/v1/kiosks") { Content = JsonContent.Create(new { site, label }) };
        create.Headers.Authorization = Staff("admin");
        create.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var created = await http.SendAsync(create, cancellation);
        var code = (await ReadAsync(created, cancellation)).GetProperty("enrolmentCode").GetString();
        using var enrolled = await http.PostAsJsonAsync("/api/surveys/v1/kiosks/enrol", new { code }, cancellation);
        var reply = await ReadAsync(enrolled, cancellation);
        _kiosks[(site, label)] = new KioskIdentity
        {
            Site = site,
            Label = label,
            Kiosk = reply.GetProperty("kiosk").GetGuid(),
            Enrolment = reply.GetProperty("enrolment").GetInt32(),
            AccessToken = reply.GetProperty("accessToken").GetString()!,
        };
    }

    /// <summary>As histories show it.</summary>
    private static string NameOf(string role) => role switch
    {
        "agent" => "Agent d'accueil (démonstration)",
        "handler" => "Gestionnaire des réclamations (démonstration)",
        "quality" => "Référent qualité (démonstration)",
        "admin" => "Administrateur (démonstration)",
        _ => $"{role} (démonstration)",
    };

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage reply, CancellationToken cancellation)
    {
        var text = await reply.Content.ReadAsStringAsync(cancellation);
        if (!reply.IsSuccessStatusCode)
            throw new HttpRequestException($"{reply.RequestMessage?.RequestUri?.AbsolutePath}: {(int)reply.StatusCode} {text}", null, reply.StatusCode);
        return JsonElement.Parse(text);
    }
}

/// <summary>A kiosk with its token.</summary>
public sealed record KioskIdentity
{
    /// <summary>Code of the site.</summary>
    public required string Site { get; init; }

    /// <summary>Label of the kiosk.</summary>
    public required string Label { get; init; }

    /// <summary>Id given by the server.</summary>
    public required Guid Kiosk { get; init; }

    /// <summary>Number of the enrolment.</summary>
    public required int Enrolment { get; init; }

    /// <summary>The kiosk's own token: a secret.</summary>
    public required string AccessToken { get; init; }
}
