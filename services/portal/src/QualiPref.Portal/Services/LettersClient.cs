using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>The calls of the complaints service by which standard letters are written, decided on and filled in.</summary>
internal sealed class LettersClient(HttpClient http) : ServiceClient(http, ServiceNames.Complaints)
{
    /// <summary>The standard letters in their newest versions, as many as one call gives.</summary>
    public Task<ServicePage<LetterTemplate>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<LetterTemplate>>("letter-templates" + QueryText.Of(("pageSize", "100"), ("cursor", cursor)), cancellationToken);

    /// <summary>The versions of one, the newest first.</summary>
    public Task<ServicePage<LetterTemplate>> ListVersionsAsync(string code, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<LetterTemplate>>(One(code) + QueryText.Of(("pageSize", "20"), ("cursor", cursor)), cancellationToken);

    /// <summary>The fields that letters may name.</summary>
    public async Task<IReadOnlyList<LetterField>> ListFieldsAsync(CancellationToken cancellationToken) =>
        (await GetAsync<ServicePage<LetterField>>("letter-fields", cancellationToken)).Items;

    /// <summary>Writes a further version, or the first.</summary>
    /// <param name="code">Code of the letter.</param>
    /// <param name="newest">Version that the person saw; null for a new letter.</param>
    /// <param name="written">The letter.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<LetterTemplate> WriteAsync(string code, int? newest, WrittenTemplate written, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, One(code)) { Content = JsonContent.Create(written) };
        if (newest is { } version) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{Text(version)}\""));
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<LetterTemplate>(response, cancellationToken);
    }

    /// <summary>Decides on a version.</summary>
    /// <param name="code">Code of the letter.</param>
    /// <param name="version">The version.</param>
    /// <param name="decision">The decision, as in the address.</param>
    /// <param name="revision">How many decisions the person saw.</param>
    /// <param name="body">Its fields.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<LetterTemplate> DecideAsync(string code, int version, string decision, int revision, object body, CancellationToken cancellationToken) =>
        PostAsync<LetterTemplate>($"{One(code)}/versions/{Text(version)}/{decision}", body, cancellationToken, ifMatch: $"\"{Text(revision)}\"");

    /// <summary>A version filled in with samples.</summary>
    public Task<FilledLetter> SampleAsync(string code, int version, string language, CancellationToken cancellationToken) =>
        GetAsync<FilledLetter>($"{One(code)}/versions/{Text(version)}/sample" + QueryText.Of(("language", language)), cancellationToken);

    /// <summary>A letter filled in with what is known of a case.</summary>
    public Task<FilledLetter> FillAsync(Guid id, string code, int? version, string? language, CancellationToken cancellationToken) =>
        GetAsync<FilledLetter>($"complaints/{id}/letter-preview" + QueryText.Of(("template", code), ("version", version is { } number ? Text(number) : null), ("language", language)), cancellationToken);

    /// <summary>What may be used for a case.</summary>
    public Task<LetterChoices> ReadChoicesAsync(Guid id, CancellationToken cancellationToken) => GetAsync<LetterChoices>($"complaints/{id}/letter-templates", cancellationToken);

    private static string One(string code) => $"letter-templates/{Uri.EscapeDataString(code)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
