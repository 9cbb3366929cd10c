using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.WebEncoders;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Messaging;
using QualiPref.Portal.Access;
using QualiPref.Portal.Posters;
using QualiPref.Portal.Proxy;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal;

/// <summary>The web front: kiosk, public forms, handlers' desk, figures and reports. It knows the services by their HTTP calls only.</summary>
public sealed class PortalModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => QualiPrefHost.Portal;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddValidatedOptions<BrandingOptions>(builder.Configuration, BrandingOptions.Section);
        services.AddValidatedOptions<KioskOptions>(builder.Configuration, KioskOptions.Section);
        services.AddValidatedOptions<LegalOptions>(builder.Configuration, LegalOptions.Section);
        services.AddValidatedOptions<AccessibilityOptions>(builder.Configuration, AccessibilityOptions.Section);
        services.AddAccess(builder.Configuration);
        services.AddPortalSession(builder.Configuration);
        services.AddServiceClients(builder.Configuration);
        services.AddPublishedQuestionnaires(Name);
        ServiceProxy.AddServices(services);
        services.AddSingleton<BrowserReports>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<PosterPdf>();
        // Accents as they are: French pages stay readable and small.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Made for whoever builds pages: elsewhere there is no such page.
        var isDevelopment = builder.Environment.IsDevelopment();
        services.AddRazorPages(pages => pages.Conventions.AddPageRouteModelConvention("/Composants/Index", page =>
        {
            if (!isDevelopment) page.Selectors.Clear();
        })).AddApplicationPart(typeof(PortalModule).Assembly).AddMvcOptions(mvc =>
        {
            mvc.Filters.Add<FormsNeedHandlers>();
            mvc.Filters.Add<FreshSignInFilter>();
            // They read "a[b]" as "a.b" and throw on a bracket that does not close; no form here writes names so.
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        });
    }

    /// <inheritdoc />
    public void AddConsumers(ConsumerList consumers)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        ArgumentNullException.ThrowIfNull(api);
        SignInEndpoints.Use((IApplicationBuilder)api);
        PagePipeline.Use((IApplicationBuilder)api);
        var own = api.MapGroup($"/api/{Name}/v1").WithGroupName(Name);
        own.MapAudit(Name);
        PersonEndpoints.Map(own);
        ServiceProxy.MapServices(api);
        SignInEndpoints.Map(api);
        BrowserReports.Map(api);
        api.MapRazorPages().AllowListed();
    }
}
