using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Session;

/// <summary>Sign-in of staff: a cookie for pages. The API knows nothing of the cookie.</summary>
internal static class SessionRegistration
{
    // Folder where the keys of cookies are kept instead of the database.
    private const string KeysPath = "QualiPref:Portal:KeysPath";

    public static void AddPortalSession(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<PortalOptions>(configuration, PortalOptions.Section);
        services.AddValidatedOptions<SignInOptions>(configuration, SignInOptions.Section);
        services.AddValidatedOptions<SessionOptions>(configuration, SessionOptions.Section);
        var protection = services.AddDataProtection().SetApplicationName("qualipref-portal");
        if (configuration[KeysPath] is { Length: > 0 } path) protection.PersistKeysToFileSystem(new DirectoryInfo(path));
        else services.AddOptions<KeyManagementOptions>().Configure<MongoDatabases>((keys, databases) => keys.XmlRepository = new CookieKeys(databases));
        services.AddSingleton<Provider>();
        services.AddSingleton<RefusalLines>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<SessionAudit>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<UserInfoReader>();
        services.AddSingleton<Arrival>();
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<SignInEndpoints>();
        var authentication = services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionHandler>(PortalSession.Scheme, _ => { });
        if (configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() is { IsSet: true }) authentication.AddProvider();
        CookieNames.AddTo(services);
    }
}
