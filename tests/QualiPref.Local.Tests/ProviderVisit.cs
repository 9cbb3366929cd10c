using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Local.Tests;

/// <summary>A browser at the local provider, and the portal that sent it there.</summary>
internal sealed class ProviderVisit(LocalSystem system, string client = "qualipref-proconnect") : IDisposable
{
    private static readonly string[] Scopes = ["openid", "profile", "email", "given_name", "usual_name", "uid", "siret", "idp_id", "offline_access"];

    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(system.SignIn.Address) };

    private string Verifier { get; } = RandomNumberGenerator.GetHexString(64);

    public string Nonce { get; } = RandomNumberGenerator.GetHexString(32);

    public string State { get; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>Where the portal is that asks; nothing need be there.</summary>
    public string Portal { get; init; } = "http://127.0.0.1:1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    /// <summary>Asks for a code; answers where the provider sends the browser, or its answer when it sends it nowhere.</summary>
    public async Task<HttpResponseMessage> AskAsync(params (string Name, string Value)[] further)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = client,
            ["redirect_uri"] = $"{Portal}/connexion/retour",
            ["scope"] = string.Join(' ', Scopes),
            ["state"] = State,
            ["nonce"] = Nonce,
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in further) parameters[name] = value;
        return await _http.GetAsync(QueryHelpers.AddQueryString("/authorize", parameters), Token);
    }

    /// <summary>Asks, chooses a person on the page, and answers with what the portal is told.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ChooseAsync(string person, params (string Name, string Value)[] further)
    {
        using var asked = await AskAsync(further);
        var page = asked.Headers.Location!.OriginalString;
        Assert.StartsWith("/connexion?suite=", page, StringComparison.Ordinal);
        var next = QueryHelpers.ParseQuery(page[page.IndexOf('?', StringComparison.Ordinal)..])["suite"].ToString();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("personne", person), KeyValuePair.Create("suite", next)]);
        using var chosen = await _http.PostAsync("/connexion", form, Token);
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        using var returned = await _http.GetAsync(chosen.Headers.Location, Token);
        return Told(returned);
    }

    /// <summary>What a redirection tells the portal.</summary>
    public IReadOnlyDictionary<string, string> Told(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"{Portal}/connexion/retour", answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query).ToDictionary(one => one.Key, one => one.Value.ToString());
    }

    public Task<JsonElement> ExchangeAsync(string code, string? verifier = null, string? secret = null) => TokenAsync(secret, new()
    {
        ["grant_type"] = "authorization_code",
        ["code"] = code,
        ["redirect_uri"] = $"{Portal}/connexion/retour",
        ["code_verifier"] = verifier ?? Verifier,
    });

    public Task<JsonElement> RenewAsync(string refreshToken) => TokenAsync(null, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });

    public async Task<JsonElement> SignInAsync(string person, params (string Name, string Value)[] further) => await ExchangeAsync((await ChooseAsync(person, further))["code"]);

    public async Task<(string? Type, string Text)> AskWhoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await _http.SendAsync(request, Token);
        return (answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Token));
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return _http.SendAsync(request, Token);
    }

    /// <summary>What a token of the provider says, once it was verified by the keys that the provider shows.</summary>
    public async Task<JsonWebToken> VerifyAsync(string token)
    {
        var description = await DescribeAsync();
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = description.GetProperty("issuer").GetString(),
            ValidAudience = client,
            IssuerSigningKeys = new JsonWebKeySet(await _http.GetStringAsync(description.GetProperty("jwks_uri").GetString(), Token)).GetSigningKeys(),
        });
        Assert.True(result.IsValid, $"{result.Exception}");
        return (JsonWebToken)result.SecurityToken;
    }

    public Task<JsonElement> DescribeAsync() => _http.GetFromJsonAsync<JsonElement>("/.well-known/openid-configuration", Token);

    private async Task<JsonElement> TokenAsync(string? secret, Dictionary<string, string> parameters)
    {
        parameters["client_id"] = client;
        parameters["client_secret"] = secret ?? system.SignInSettings["QualiPref__Portal__SignIn__ClientSecret"];
        using var form = new FormUrlEncodedContent(parameters);
        using var answer = await _http.PostAsync("/token", form, Token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }
}
