using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace QualiPref.Portal.Session;

/// <summary>Marks the handler of a form that does what is not to be done from a screen that somebody left open: publishing, erasing, changing access, closing
/// sessions of one's own in other browsers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FreshSignInAttribute : Attribute;

/// <summary>Asks whoever signed in too long ago to show first who they are.</summary>
internal sealed class FreshSignInFilter(TimeProvider time) : IPageFilter
{
    /// <summary>Whether a page may offer such a form; else it leads to <see cref="SignInEndpoints.Departure"/> first, so that nothing is typed in vain.</summary>
    public static bool IsOffered(HttpContext context, TimeProvider time) => OpenSession.Of(context)?.IsFresh(time) == true;

    /// <summary>Whether the provider said when the person showed it who they are; without that nothing is ever fresh.</summary>
    public static bool IsTold(HttpContext context) => OpenSession.Of(context)?.Kept.AuthenticatedAt is not null;

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod?.MethodInfo.IsDefined(typeof(FreshSignInAttribute), inherit: true) != true) return;
        if (OpenSession.Of(context.HttpContext)?.IsFreshEnough(time) == true) return;
        // The page of the form, not what the form would do.
        context.Result = new LocalRedirectResult($"/connexion/confirmer{QueryString.Create("retour", context.HttpContext.Request.Path)}");
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
