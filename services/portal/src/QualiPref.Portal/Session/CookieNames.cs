using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>
/// The names of cookies. Browsers take those of the prefix over secure connections alone and give them to this host alone; over plain HTTP they take none
/// of them.
/// </summary>
internal sealed class CookieNames(IOptions<PortalOptions> options)
{
    private const string OfThisHost = "__Host-";

    public string Session => Named("session");

    /// <summary>Whether plain HTTP is enough.</summary>
    public bool MayBePlain => options.Value.PlainHttp;

    /// <summary>Names those of the framework.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<CookieNames>();
        services.AddOptions<AntiforgeryOptions>().Configure<CookieNames>((antiforgery, names) =>
        {
            names.Name(antiforgery.Cookie, "formulaire");
            // The policy of pages makes it secure. Said here too, the framework would show no form where TLS ends before a proxy that is not named.
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddOptions<CookieTempDataProviderOptions>().Configure<CookieNames>((message, names) => names.Name(message.Cookie, "message"));
        services.AddOptions<OpenIdConnectOptions>(Provider.Scheme).Configure<CookieNames>((provider, names) =>
        {
            names.Name(provider.CorrelationCookie, "connexion.");
            names.Name(provider.NonceCookie, "connexion-nonce.");
        });
    }

    private string Named(string name) => $"{(MayBePlain ? "" : OfThisHost)}qualipref-{name}";

    private void Name(CookieBuilder cookie, string name)
    {
        cookie.Name = Named(name);
        // Browsers refuse the prefix with any other one, such as that of the return from the provider, which the library would take.
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = MayBePlain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
    }
}
