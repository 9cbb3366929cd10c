using System.Net;
using System.Text.RegularExpressions;

namespace QualiPref.Testing;

/// <summary>
/// A browser without scripts: it keeps cookies, follows what leads it on, a page that leads on by itself too, and sends forms with their secret. What a test asks
/// a thousand times is asked by it; what people see is for the real browser.
/// </summary>
public sealed partial class Surfer : IDisposable
{
    private const int MostSteps = 20;

    private readonly HttpClient _http;

    /// <summary>A fresh browser.</summary>
    /// <param name="address">What addresses without an origin are of.</param>
    public Surfer(string address)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = new Uri(address) };
        // As browsers do: some portals tell them apart by it.
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    /// <summary>What it keeps; like any browser it minds no ports.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>Opens an address and follows what leads on.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SurferPage> OpenAsync(string address, CancellationToken cancellationToken) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(_http.BaseAddress!, address)), cancellationToken);

    /// <summary>Opens an address and follows nothing.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SurferPage> LookAsync(string address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_http.BaseAddress!, address));
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a form of a page, with all its hidden fields, and follows what leads on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="action">Where the form goes, as it says or as its beginning.</param>
    /// <param name="fields">What is filled in, and the button that is pressed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SurferPage> SubmitAsync(SurferPage page, string action, IEnumerable<(string Name, string Value)> fields, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var (address, hidden) = page.FormOf(action);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, address))
        {
            Content = new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        };
        return FollowAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<SurferPage> FollowAsync(HttpRequestMessage first, CancellationToken cancellationToken)
    {
        var page = await SendAndForgetAsync(first, cancellationToken);
        for (var step = 0; page.Next is { } next; step++)
        {
            if (step == MostSteps) throw new InvalidOperationException($"{page.Address} was led on to {MostSteps} times, and leads on to {next}.");
            page = await SendAndForgetAsync(new HttpRequestMessage(HttpMethod.Get, next), cancellationToken);
        }
        return page;
    }

    private async Task<SurferPage> SendAndForgetAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request) return await SendAsync(request, cancellationToken);
    }

    private async Task<SurferPage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var next = response.Headers.Location?.OriginalString ?? (Refresh().Match(text) is { Success: true } refresh ? WebUtility.HtmlDecode(refresh.Groups[1].Value) : null);
        return new SurferPage(request.RequestUri!, response.StatusCode, text, next is null ? null : new Uri(request.RequestUri!, next));
    }

    [GeneratedRegex("""<meta http-equiv="refresh" content="0; url=([^"]+)">""", RegexOptions.CultureInvariant)]
    private static partial Regex Refresh();
}

/// <summary>A page as it came.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Status">How it was answered.</param>
/// <param name="Html">What it holds.</param>
/// <param name="Next">Where it leads on by itself; null when it stays.</param>
public sealed partial record SurferPage(Uri Address, HttpStatusCode Status, string Html, Uri? Next)
{
    /// <summary>What it holds, with its characters as people read them.</summary>
    public string Text => WebUtility.HtmlDecode(Html);

    internal (string Action, List<KeyValuePair<string, string>> Hidden) FormOf(string action)
    {
        foreach (Match form in Forms().Matches(Html))
        {
            var found = Action().Match(form.Groups["tag"].Value) is { Success: true } named ? WebUtility.HtmlDecode(named.Groups[1].Value) : Address.PathAndQuery;
            if (found.StartsWith(action, StringComparison.Ordinal)) return (found, [.. Hidden().Matches(form.Groups["inner"].Value).Select(FieldOf)]);
        }
        throw new InvalidOperationException($"{Address} ({(int)Status}) has no form for {action}: {Text}");
    }

    private static KeyValuePair<string, string> FieldOf(Match input) =>
        KeyValuePair.Create(WebUtility.HtmlDecode(Name().Match(input.Value).Groups[1].Value), WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value));

    [GeneratedRegex("(?s)<form(?<tag>[^>]*)>(?<inner>.*?)</form>", RegexOptions.CultureInvariant)]
    private static partial Regex Forms();

    [GeneratedRegex("action=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Action();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Value();
}
