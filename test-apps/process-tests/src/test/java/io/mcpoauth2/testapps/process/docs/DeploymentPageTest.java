package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentPageTest {
    @Test
    void everyBlockHasATest() {
        assertThat(DeploymentPage.fences().stream().map(DeploymentPage::name))
                .containsExactlyElementsOf(DeploymentPage.BLOCKS);
    }
}
