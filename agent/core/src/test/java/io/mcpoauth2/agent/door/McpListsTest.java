package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Presets;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lists show to whom. The gate is not asked unless schemes are told. */
class McpListsTest {
    private static final String RULES = """
            [{"method": "tools/call", "name": "search", "scopes": "files:read"},
             {"method": "tools/call", "name": "delete_*", "scopes": ["files:read", "files:write"], "roles": "operator"},
             {"method": "tools/call", "name": "delete_everything", "deny": true},
             {"method": "tools/call", "name": "report", "any_scope": ["reports:all", "reports:some"]},
             {"method": "prompts/get", "name": "plan", "scopes": "files:read"},
             {"method": "resources/read", "uri": "docs://plan", "scopes": "docs:read"},
             {"method": "resources/read", "uri": "docs://{team}/plan", "scopes": ["docs:read", "docs:read:{team}"]},
             {"method": "resources/read", "uri": "docs://secret/{name}", "deny": true},
             {"method": "resources/*", "uri": "docs://{team}/wiki", "roles": "writer"}]
            """;

    private final Access access = new Access(TestPolicy.of("allow", RULES));

    @BeforeEach
    void somethingListens() {
        Presets.serve();
    }

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @ParameterizedTest
    @CsvSource({
        "TOOLS, search, true, true",
        "TOOLS, delete_file, false, true",
        "TOOLS, delete_everything, false, false",
        "TOOLS, report, false, true",
        "TOOLS, other, true, true",
        "PROMPTS, plan, true, true",
        "PROMPTS, search, true, true",
        "RESOURCES, docs://plan, false, true",
        "RESOURCES, docs://red/plan, false, true",
        "RESOURCES, docs://blue/plan, false, false",
        "RESOURCES, docs://other, true, true"
    })
    void elementIsShownToWhoMayUseIt(McpList list, String target, boolean toReader, boolean toWriter) {
        assertThat(view("files:read").shows(list, target)).isEqualTo(toReader);
        assertThat(writer().shows(list, target)).isEqualTo(toWriter);
    }

    /** What its variables will be is not known, and none of the other rules may say anything of what it makes. */
    @ParameterizedTest
    @CsvSource({
        "docs://{team}/plan, false, true",
        "docs://{group}/plan, true, true",
        "docs://secret/{name}, false, false",
        "docs://{team}/wiki, false, true",
        "docs://{team}, true, true"
    })
    void templateIsHiddenByTheRuleThatIsWrittenAsItIs(String template, boolean toReader, boolean toWriter) {
        assertThat(view("files:read").shows(McpList.TEMPLATES, template)).isEqualTo(toReader);
        assertThat(writer().shows(McpList.TEMPLATES, template)).isEqualTo(toWriter);
    }

    @Test
    void defaultThatDeniesHidesWhatNoRuleIsAbout() {
        access.replace(TestPolicy.of("deny", RULES));

        ListView view = view("files:read");

        assertThat(view.shows(McpList.TOOLS, "search")).isTrue();
        assertThat(view.shows(McpList.TOOLS, "other")).isFalse();
        assertThat(view.shows(McpList.RESOURCES, "docs://other")).isFalse();
    }

    @Test
    void whatAHandlerDemandsCountsToo() {
        access.handlers().add("tools/call", "other", Set.of("own"), Set.of());
        access.handlers().add("resources/read", "files://{path}", Set.of("own"), Set.of());

        assertThat(view("files:read").shows(McpList.TOOLS, "other")).isFalse();
        assertThat(view("own").shows(McpList.TOOLS, "other")).isTrue();
        assertThat(view("files:read").shows(McpList.TEMPLATES, "files://{path}"))
                .isFalse();
        assertThat(view("own").shows(McpList.TEMPLATES, "files://{path}")).isTrue();
    }

    @Test
    void nobodyIsShownNothing() {
        RequestIdentity ended = identity("files:read");
        ended.close();
        for (RequestIdentity nobody : new RequestIdentity[] {RequestIdentity.NOBODY, ended}) {
            Carrier.swap(nobody);
            assertThat(lists(true).view().shows(McpList.TOOLS, "other")).isFalse();
            assertThat(lists(true).view().isFiltered()).isTrue();
        }
        Carrier.swap(null);
        assertThat(lists(true).view().shows(McpList.TOOLS, "other")).isFalse();
        assertThat(lists(true).view().shows(McpList.TEMPLATES, "docs://{team}")).isFalse();
    }

    /** The MCP Kotlin SDK makes its lists as an identity that outlasts the answer. */
    @Test
    void listThatIsMadeByAnotherIdentityOfTheRequestIsMadeForAll() {
        RequestIdentity caller = identity("files:read");
        caller.askForLists(List.of("tools/list"));
        RequestIdentity another = caller.again();
        assertThat(another.askedLists()).containsExactly("tools/list");

        Carrier.swap(another);
        lists(true).view();

        assertThat(another.askedLists()).isEmpty();
        assertThat(caller.askedLists()).isEmpty();
        assertThat(identity("files:read").again().askedLists()).isEmpty();
    }

    @Test
    void whoBringsNoTokenIsShownWhatAnybodyMayUse() {
        access.replace(TestPolicy.of("allow", """
                [{"method": "tools/call", "name": "public_*", "anonymous": true},
                 {"method": "resources/read", "uri": "docs://{team}/plan", "anonymous": true},
                 {"method": "resources/read", "uri": "pages://*", "anonymous": true}]
                """));
        access.handlers().add("tools/call", "public_admin", Set.of("own"), Set.of());
        Carrier.swap(RequestIdentity.anonymous(null));
        ListView view = lists(true).view();

        assertThat(view.shows(McpList.TOOLS, "public_search")).isTrue();
        assertThat(view.shows(McpList.TOOLS, "public_admin")).isFalse();
        assertThat(view.shows(McpList.TOOLS, "search")).isFalse();
        assertThat(view.shows(McpList.RESOURCES, "docs://red/plan")).isTrue();
        assertThat(view.shows(McpList.RESOURCES, "docs://red/wiki")).isFalse();
        assertThat(view.shows(McpList.TEMPLATES, "docs://{team}/plan")).isTrue();
        assertThat(view.shows(McpList.TEMPLATES, "pages://{page}")).isTrue();
        assertThat(view.shows(McpList.TEMPLATES, "docs://{team}/wiki")).isFalse();
        assertThat(view.securitySchemes("public_search"))
                .extracting(scheme -> scheme.get("type"))
                .containsExactly("noauth", "oauth2");
    }

    @Test
    void whatHasNoNameIsNotShown() {
        assertThat(view("files:read").shows(McpList.TOOLS, null)).isFalse();
        assertThat(view("files:read").shows(McpList.TOOLS, 1)).isFalse();
    }

    @Test
    void whatCameByStandardInputIsShownAll() {
        Carrier.swap(RequestIdentity.ofStdio());

        assertThat(lists(true).view().shows(McpList.TOOLS, "delete_everything")).isTrue();
        assertThat(lists(true).view().isFiltered()).isFalse();
    }

    @Test
    void whereNothingIsFilteredAllIsShownToAnybody() {
        assertThat(lists(false).view().shows(McpList.TOOLS, "delete_everything"))
                .isTrue();
        assertThat(lists(false).view().isFiltered()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "search, mcp:use api://files:read",
        "delete_file, mcp:use api://files:read api://files:write",
        "report, mcp:use api://reports:all",
        "other, mcp:use"
    })
    void schemesNameTheScopesOfEveryRequestAndThoseOfTheTool(String tool, String scopes) {
        ListView view =
                new ListView(access, false, null, List.of("mcp:use", "offline_access"), new AdvertisedScopes("api://"));

        assertThat(view.securitySchemes(tool))
                .containsExactly(Map.of(
                        "type",
                        "oauth2",
                        "scopes",
                        List.of(scopes.replace("mcp:use", "api://mcp:use").split(" "))));
    }

    private ListView writer() {
        Carrier.swap(new RequestIdentity(Map.of(
                UserKeys.SCOPES,
                Set.of("files:read", "files:write", "docs:read", "docs:read:red", "reports:some"),
                UserKeys.ROLES,
                Set.of("operator", "writer"))));
        return lists(true).view();
    }

    private ListView view(String scope) {
        Carrier.swap(identity(scope));
        return lists(true).view();
    }

    private static RequestIdentity identity(String scope) {
        return new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of(scope), UserKeys.ROLES, Set.of()));
    }

    private McpLists lists(boolean filtered) {
        return new McpLists(
                () -> {
                    throw new AssertionError("the gate is not needed");
                },
                access,
                new ShownLists(filtered, false),
                new AdvertisedScopes(""));
    }
}
